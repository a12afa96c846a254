package dev.flotilla.app.cli;

/// The two forms of output that nearly every command has.
enum TableOrJson {
    table, json
}
