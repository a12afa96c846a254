/// The front door of the engine.
///
/// [Engine] opens workspaces, plans them, compares the plan with what runs, pushes it and watches what becomes of it. It knows
/// every stage of the street (text → documents → plan → diff → sync → status) and decides nothing itself.
@org.jspecify.annotations.NullMarked
package dev.flotilla.engine;
