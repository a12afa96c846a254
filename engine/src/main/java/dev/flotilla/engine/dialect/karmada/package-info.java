/// Karmada's language of policies: propagation and override policies become a plan, exactly as a control plane would decide.
///
/// [KarmadaDialect] is the front door. It reads a workspace's policies once ([dev.flotilla.engine.dialect.karmada.match]), finds
/// the one that claims each template, lets the scheduler place it ([dev.flotilla.engine.dialect.karmada.schedule]) and renders
/// what every chosen member gets. What a live control plane alone can know, such as a template's UID, is said in the plan.
///
/// Source: karmada, commit f8fdd02d (August 2026, between 1.18 and 1.19), with all feature gates at their defaults.
@org.jspecify.annotations.NullMarked
package dev.flotilla.engine.dialect.karmada;
