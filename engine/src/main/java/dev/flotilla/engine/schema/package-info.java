/// What the fields of a kind are: their types, how lists merge, what is required, what is filled in.
///
/// One [Schema] serves built-in kinds ([BuiltinSchemas], read from `builtin-schemas.txt`) and custom ones ([CrdSchemas], from the
/// OpenAPI schema of a CustomResourceDefinition). [Misfits] holds a tree against it. [FieldFacts] adds what only those who
/// write manifests want to know: allowed values, defaults, the usual order; nobody else reads that file.
@org.jspecify.annotations.NullMarked
package dev.flotilla.engine.schema;
