package dev.flotilla.engine.text;

import java.util.Arrays;

/// From the YAML library's marks, which count code points within a part of a file, to offsets in UTF-16 units within the file.
final class CodePoints {
    private final int base;
    private final int length;
    private final int[] pairs;

    /// @param part the part's text
    /// @param base where it begins in the file
    CodePoints(String part, int base) {
        this.base = base;
        this.length = part.length();
        int[] found = new int[0];
        int count = 0;
        for (int i = 0; i < length; i++) {
            if (!Character.isHighSurrogate(part.charAt(i)) || i + 1 == length || !Character.isLowSurrogate(part.charAt(i + 1)))
                continue;
            if (count == found.length) found = Arrays.copyOf(found, Math.max(16, count * 2));
            found[count] = i - count;
            count++;
            i++;
        }
        this.pairs = Arrays.copyOf(found, count);
    }

    int offset(int codePoint) {
        int i = Arrays.binarySearch(pairs, codePoint);
        int before = i >= 0 ? i : -i - 1;
        return Math.clamp((long) base + codePoint + before, base, base + length);
    }
}
