/// What a person may choose about the app itself, as one record, and the page on which they do.
@org.jspecify.annotations.NullMarked
package dev.flotilla.app.settings;
