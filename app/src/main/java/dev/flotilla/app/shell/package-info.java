/// The main window: header with menus and command field, rail, page area, status bar, palette. Pages are
/// handed to it; only Studio, made of documents, editor and preview, is put together here. Features reach each other through
/// [dev.flotilla.app.workbench.Workbench#goTo].
@org.jspecify.annotations.NullMarked
package dev.flotilla.app.shell;
