/// What is wrong in KubeFed's documents, found by reading one document at a time.
///
/// [Schemas] describes every type as its CRD does; [SchemaCheck] holds documents against it and says what an API server would refuse
/// or silently drop. [WebhookCheck] adds what the admission webhooks refuse. [FederatedCheck] and [PreferenceCheck] say what KubeFed
/// accepts without a word and then does not do. [Edits] makes the quick fixes.
///
/// Source: kubefed `charts/kubefed/charts/controllermanager/crds/crds.yaml`, `pkg/apis/core/v1beta1/validation`,
/// `pkg/kubefedctl/enable/validation.go`.
@org.jspecify.annotations.NullMarked
package dev.flotilla.engine.dialect.kubefed.check;
