package dev.flotilla.app.cli;

import java.util.ArrayList;
import java.util.List;

/// Columns of text, as wide as they need to be.
final class TextTable {
    private static final int GAP = 2;
    private final List<String> headings;
    private final List<Boolean> right;
    private final List<List<Cell>> rows = new ArrayList<>();

    /// @param shown what is written, with its colour codes
    /// @param width how many columns of a terminal it takes
    record Cell(String shown, int width) {
        static Cell plain(String text) {
            return new Cell(text, columns(text));
        }

        /// @param shown `text` in some ink
        static Cell inked(String text, String shown) {
            return new Cell(shown, columns(text));
        }
    }

    /// @param headings one for each column; a leading `>` puts the column flush right
    TextTable(String... headings) {
        this.headings = java.util.Arrays.stream(headings).map(h -> h.startsWith(">") ? h.substring(1) : h).toList();
        this.right = java.util.Arrays.stream(headings).map(h -> h.startsWith(">")).toList();
    }

    void row(Cell... cells) {
        rows.add(List.of(cells));
    }

    /// All lines; the first one holds the headings.
    List<String> lines(Ink ink) {
        var all = new ArrayList<List<Cell>>();
        all.add(headings.stream().map(h -> Cell.inked(h, ink.faint(h))).toList());
        all.addAll(rows);
        int[] widths = new int[headings.size()];
        for (List<Cell> row : all) {
            for (int i = 0; i < row.size(); i++) {
                widths[i] = Math.max(widths[i], row.get(i).width());
            }
        }
        return all.stream().map(row -> line(row, widths)).toList();
    }

    private String line(List<Cell> row, int[] widths) {
        var out = new StringBuilder();
        for (int i = 0; i < row.size(); i++) {
            Cell cell = row.get(i);
            String padding = " ".repeat(widths[i] - cell.width());
            out.append(right.get(i) ? padding + cell.shown() : cell.shown() + padding).append(" ".repeat(GAP));
        }
        return out.toString().stripTrailing();
    }

    /// East Asian wide characters take two columns.
    static int columns(String text) {
        return text.codePoints().map(c -> c >= 0x1100 && (c <= 0x115f || c >= 0x2e80 && c <= 0xa4cf || c >= 0xac00 && c <= 0xd7a3
                || c >= 0xf900 && c <= 0xfaff || c >= 0xfe30 && c <= 0xfe6f || c >= 0xff00 && c <= 0xff60
                || c >= 0xffe0 && c <= 0xffe6
                || c >= 0x1f300 && c <= 0x1faff || c >= 0x20000 && c <= 0x3fffd) ? 2 : 1).sum();
    }
}
