/// kubefedctl's work in the window: federate, enable, disable, keep copies on deletion, convert. Each shows what it would write before
/// anything is written.
@org.jspecify.annotations.NullMarked
package dev.flotilla.app.kubefed;
