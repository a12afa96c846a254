/// Every field of Karmada's own types: for completion, and for telling a slip from a field.
///
/// The table is `fields.txt` beside this package; [Schemas] reads it once. [FieldCheck] holds a document against it and finds
/// unknown fields with the nearest right place, missing ones, wrong values, and those that have had their day.
///
/// Source: karmada: charts/karmada/_crds and pkg/apis, commit f8fdd02d, and v0.8 for what only tutorials still show.
@org.jspecify.annotations.NullMarked
package dev.flotilla.engine.dialect.karmada.schema;
