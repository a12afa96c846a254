/// The preview: what each member would get, line by line with its origin, and the path of every member through the steps.
@org.jspecify.annotations.NullMarked
package dev.flotilla.app.plan;
