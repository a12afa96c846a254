/// What the fields of a kind are: their types, how lists merge, what is required, what is filled in.
///
/// One [Schema] serves built-in kinds ([BuiltinSchemas], read from `builtin-schemas.txt`) and custom ones ([CrdSchemas], from the
/// OpenAPI schema of a CustomResourceDefinition). Upon it stand [Pruning] (unknown fields), [SchemaDefaults] and [SchemaCheck].
@org.jspecify.annotations.NullMarked
package dev.flotilla.engine.sandbox.schema;
