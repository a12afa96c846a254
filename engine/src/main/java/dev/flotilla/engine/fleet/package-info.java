/// The member clusters as planning sees them: what is declared of each, completed by what was last seen. Pure values; nothing
/// here talks to a cluster.
@org.jspecify.annotations.NullMarked
package dev.flotilla.engine.fleet;
