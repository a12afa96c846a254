/// Kubeconfigs: which clusters there are and how one logs in. Files are read, never written.
///
/// [Kubeconfigs] holds the contexts of several files. A context is known by its file and its name, so that two files that both
/// call a context `kind` give two contexts, where kubectl would show one. What a context refers to is looked for in its own file
/// first, then in the others, as kubectl's merged view has it. [KubeContext#connect] turns one into a
/// [dev.flotilla.engine.cluster.Connection].
///
/// Sources: Kubernetes "Organizing Cluster Access Using kubeconfig Files", client-go `tools/clientcmd`.
@org.jspecify.annotations.NullMarked
package dev.flotilla.engine.cluster.kubeconfig;
