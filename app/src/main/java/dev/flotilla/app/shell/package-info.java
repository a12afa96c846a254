/// The main window: header with menus and command field, rail, page area, status bar, palette. The only feature that knows
/// all the others; they reach each other through [dev.flotilla.app.workbench.Workbench#goTo].
@org.jspecify.annotations.NullMarked
package dev.flotilla.app.shell;
