/// What Karmada's API server does to a policy before it is stored: fill in defaults, refuse what it may not say.
///
/// [Defaults] is the CRD schemas' defaults and the mutating webhooks, [Validation] the validating ones. Both work on plain
/// trees; lines and columns come in later.
///
/// Source: karmada: pkg/webhook and pkg/util/validation.
@org.jspecify.annotations.NullMarked
package dev.flotilla.engine.dialect.karmada.admission;
