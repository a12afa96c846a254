/// The documents tree, relations between documents, files that change behind our back, and text not yet saved.
@org.jspecify.annotations.NullMarked
package dev.flotilla.app.workspace;
