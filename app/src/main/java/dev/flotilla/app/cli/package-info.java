/// Flotilla without a window.
///
/// [Cli] reads the arguments and finds the command; a command asks the engine and writes the answer: data to standard output,
/// everything else to standard error. It never writes to `System.out` itself, but to the [Console] it is handed, so that tests
/// run commands in process. How a run ended is an [ExitCode]; what kept a command from its work is [Trouble], one sentence long.
@org.jspecify.annotations.NullMarked
package dev.flotilla.app.cli;
