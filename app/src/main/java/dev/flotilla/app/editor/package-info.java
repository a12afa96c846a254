/// YAML editing: text areas with colours, squiggles and completion over the documents of the workbench.
@org.jspecify.annotations.NullMarked
package dev.flotilla.app.editor;
