/// KubeFed's own objects as the other packages need them: which types are federated, how the control plane is set up, whose
/// release is emulated.
///
/// Everything is read from the workspace's documents. What they do not say is what the Helm chart installs: a cluster-scoped
/// control plane in `kube-federation-system` with ten types enabled.
///
/// Source: kubefed `charts/kubefed`, `pkg/apis/core/v1beta1`.
@org.jspecify.annotations.NullMarked
package dev.flotilla.engine.dialect.kubefed.objects;
