/// What a real server does to built-in kinds beyond their schema: it fills in defaults ([Defaults], [PodDefaults]), checks names and
/// fields ([Validation] and its parts), and refuses changes to what cannot change ([Immutable]).
///
/// Only what manifests meet in practice is here; the texts are those of kubernetes `pkg/apis/*/validation`.
@org.jspecify.annotations.NullMarked
package dev.flotilla.engine.sandbox.rules;
