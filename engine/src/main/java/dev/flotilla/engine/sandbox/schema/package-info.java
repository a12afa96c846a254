/// What an API server does by a kind's schema: it drops unknown fields ([Pruning]), fills in defaults ([SchemaDefaults]), refuses
/// what does not fit ([TypedDecoding] for built-in kinds, [SchemaCheck] for custom ones), and refuses a definition whose schema is
/// not structural ([StructuralRules]).
@org.jspecify.annotations.NullMarked
package dev.flotilla.engine.sandbox.schema;
