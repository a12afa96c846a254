/// Small changes of the user's text, made so that comments, order and style of the rest stay as they are.
@org.jspecify.annotations.NullMarked
package dev.flotilla.engine.dialect.karmada.edit;
