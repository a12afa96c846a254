/// What a member cluster gets instead of what the template says.
///
/// [OverridePolicies] reads all override policies of a workspace once. For a template it gives [TemplateOverrides], the policies
/// that can concern it, and those give an [OverrideResult] for each member: the changed manifest, and for every changed field
/// the policy, the lines of the rule and the replaced value. Each [Overrider] is one entry of a policy; a [JsonPatch] does the
/// changing, with the exact rules of the library that Karmada uses.
///
/// Cluster-scoped policies go before namespaced ones; within each, the less specific before the more specific, then by name.
/// A failing entry fails the whole object for that one member.
///
/// Source: karmada: pkg/util/overridemanager, pkg/util/imageparser, commit f8fdd02d; evanphx/json-patch v5.9.11.
@org.jspecify.annotations.NullMarked
package dev.flotilla.engine.dialect.karmada.override;
