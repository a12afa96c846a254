/// The first page: ways in, recent workspaces and what this computer has.
@org.jspecify.annotations.NullMarked
package dev.flotilla.app.welcome;
