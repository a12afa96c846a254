/// Past runs: what each changed where, and the way back to what it left behind, with a look at the differences first.
@org.jspecify.annotations.NullMarked
package dev.flotilla.app.history;
