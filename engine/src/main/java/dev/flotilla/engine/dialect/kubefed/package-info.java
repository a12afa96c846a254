/// KubeFed v2: federated objects, their placement and overrides, and replica scheduling preferences, as a plan.
///
/// A federated object carries template, placement and overrides in one document, so there is no matching as in other languages. One
/// plan goes like this: [Setting] reads what all objects share (which types are enabled, how the control plane is set up, the
/// federated namespaces, the preferences); [Scheduling] lets a preference write its answer into the federated object, as KubeFed's
/// scheduler does; [ObjectPlanner] takes each member through the steps (type, preference, placement, namespace, readiness,
/// overrides) and renders what it gets.
///
/// The packages below know nothing of plans: `objects` names types, `placement` selects, `override` computes a member's object,
/// `replicas` divides, `check` finds what is wrong in documents, `sync` keeps the facts of pushing.
///
/// Source: kubefed v0.8.1 and v0.10.0, `pkg/controller/sync`, `pkg/controller/util`, `pkg/schedulingtypes`.
@org.jspecify.annotations.NullMarked
package dev.flotilla.engine.dialect.kubefed;
