package dev.flotilla.app.workbench;

import java.util.List;

import dev.flotilla.engine.diagnostics.Location;

/// Lines of the documents that decided something about one member.
///
/// @param colour the member's place in the fleet
/// @param words  what the lines did, such as "stops lab-04"
public record Marks(List<Location> places, int colour, String words) {
    public static final Marks NONE = new Marks(List.of(), 0, "");

    public Marks {
        places = List.copyOf(places);
    }
}
