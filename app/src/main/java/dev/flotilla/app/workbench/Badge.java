package dev.flotilla.app.workbench;

/// A number on a page's entry in the rail.
///
/// @param count   above 0; 0 shows nothing
/// @param warning something there needs attention
public record Badge(int count, boolean warning) {
    public static final Badge NONE = new Badge(0, false);
}
