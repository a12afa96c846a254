/// The front door of the engine.
@org.jspecify.annotations.NullMarked
package dev.flotilla.engine;
