/// What is wrong in the user's documents, as data: a code, its arguments and a place. Sentences are the faces' business.
@org.jspecify.annotations.NullMarked
package dev.flotilla.engine.diagnostics;
