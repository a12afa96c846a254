package dev.flotilla.app.tour;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/// Writes pixels as a PNG, so that nothing needs `javafx.swing`.
///
/// Source: W3C, *Portable Network Graphics (PNG) Specification, Third Edition*, sections 5 and 9.
public final class PngFile {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final int TRUECOLOUR = 2;

    private PngFile() {}

    /// @param argb a pixel each, row by row from the top; what shows through is left out, a window has nothing behind it
    public static void write(Path file, int width, int height, int[] argb) throws IOException {
        if (argb.length != width * height)
            throw new IllegalArgumentException(argb.length + " pixels for " + width + "×" + height);
        try (var out = new DataOutputStream(new java.io.BufferedOutputStream(Files.newOutputStream(file)))) {
            out.write(SIGNATURE);
            chunk(out, "IHDR", header(width, height));
            chunk(out, "IDAT", rows(width, height, argb));
            chunk(out, "IEND", new byte[0]);
        }
    }

    private static byte[] header(int width, int height) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        out.writeInt(width);
        out.writeInt(height);
        out.write(new byte[]{8, TRUECOLOUR, 0, 0, 0});
        return bytes.toByteArray();
    }

    /// Every row is stored as its difference to the pixel on the left: a window is mostly plain areas, which become zeros.
    private static byte[] rows(int width, int height, int[] argb) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (OutputStream out = new DeflaterOutputStream(bytes)) {
            byte[] row = new byte[1 + width * 3];
            row[0] = 1;
            for (int y = 0; y < height; y++) {
                int left = 0;
                for (int x = 0; x < width; x++) {
                    int pixel = argb[y * width + x];
                    row[1 + x * 3] = (byte) ((pixel >> 16) - (left >> 16));
                    row[2 + x * 3] = (byte) ((pixel >> 8) - (left >> 8));
                    row[3 + x * 3] = (byte) (pixel - left);
                    left = pixel;
                }
                out.write(row);
            }
        }
        return bytes.toByteArray();
    }

    private static void chunk(DataOutputStream out, String type, byte[] data) throws IOException {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        out.writeInt(data.length);
        out.write(name);
        out.write(data);
        var sum = new CRC32();
        sum.update(name);
        sum.update(data);
        out.writeInt((int) sum.getValue());
    }
}
