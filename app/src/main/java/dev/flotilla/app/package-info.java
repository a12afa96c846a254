/// Two faces on one engine: a window and a command line. [Launcher] tells them apart before either is loaded.
@org.jspecify.annotations.NullMarked
package dev.flotilla.app;
