/// The HTTP face of a sandbox: a JDK server with virtual threads, TLS with a certificate made at start, a bearer token.
///
/// TLS is there because kubectl sends no token over plain HTTP. [ApiServer] checks the token, applies the [Faults] and hands a
/// request to [Routes]; [ResourceHandler] speaks the verbs of one kind, [WatchStream] keeps a watch open, [Discovery],
/// [OpenApiDocuments] and [Tables] tell clients what there is and how to show it.
@org.jspecify.annotations.NullMarked
package dev.flotilla.engine.sandbox.http;
