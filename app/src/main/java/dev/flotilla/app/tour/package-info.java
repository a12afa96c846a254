/// Pictures of the real app. [dev.flotilla.app.tour.Tour] opens the whole window without a display on a workspace with simulated
/// members, does the main job there and writes what each page looks like. The README's pictures come from here, and a test
/// walks the same way.
@org.jspecify.annotations.NullMarked
package dev.flotilla.app.tour;
