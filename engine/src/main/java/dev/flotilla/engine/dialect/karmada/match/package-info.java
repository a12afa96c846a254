/// Which policy a template belongs to.
///
/// A [LabelSelector] is Kubernetes' own, a [ResourceSelector] Karmada's, which also says how closely it matches. Everything
/// here is read from a policy once and then asked often.
@org.jspecify.annotations.NullMarked
package dev.flotilla.engine.dialect.karmada.match;
