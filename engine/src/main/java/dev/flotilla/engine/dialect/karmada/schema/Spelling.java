package dev.flotilla.engine.dialect.karmada.schema;

import java.util.Locale;

/// Whether two names are the same but for a slip of the finger.
final class Spelling {
    private Spelling() {}

    /// Up to two letters inserted, left out, changed or swapped, in words long enough for that to be a slip; case counts nothing.
    static boolean isNear(String one, String other) {
        String left = one.toLowerCase(Locale.ROOT);
        String right = other.toLowerCase(Locale.ROOT);
        if (left.equals(right) || left.equals(right + "s") || right.equals(left + "s")) return true;
        int allowed = Math.min(left.length(), right.length()) < 6 ? 1 : 2;
        if (Math.min(left.length(), right.length()) < 4) return false;
        return distance(left, right) <= allowed;
    }

    /// Damerau's distance, restricted to neighbouring swaps.
    private static int distance(String one, String other) {
        int[][] steps = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                if (i == 0 || j == 0) {
                    steps[i][j] = i + j;
                    continue;
                }
                int changed = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
                steps[i][j] = Math.min(steps[i - 1][j - 1] + changed, Math.min(steps[i - 1][j], steps[i][j - 1]) + 1);
                boolean swapped = i > 1 && j > 1 && one.charAt(i - 1) == other.charAt(j - 2) && one.charAt(i - 2) == other.charAt(j - 1);
                if (swapped) steps[i][j] = Math.min(steps[i][j], steps[i - 2][j - 2] + 1);
            }
        }
        return steps[one.length()][other.length()];
    }
}
