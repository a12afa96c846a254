/// What is wrong, outdated or surprising in Karmada's own documents, with lines, and with edits that mend it.
///
/// [DocumentCheck] looks at one document alone and so need not run again while the document stays the same; [WorkspaceCheck]
/// looks at how documents and members fit together.
@org.jspecify.annotations.NullMarked
package dev.flotilla.engine.dialect.karmada.check;
