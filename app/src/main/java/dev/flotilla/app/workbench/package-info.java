/// What all pages look at: the documents as they stand, the plan for them and the fleet as last seen.
///
/// Everything is an immutable value behind a read-only property, replaced on the FX thread and never changed. An edit gives a new
/// workspace and, from a background thread, a new plan; of several plans under way only the newest is shown.
@org.jspecify.annotations.NullMarked
package dev.flotilla.app.workbench;
