package dev.flotilla.engine.sandbox;

/// What a simulated cluster offers, as `flotilla.yaml` declares it.
///
/// @param name    of the member cluster; also of the kubeconfig's context
/// @param version that the server reports: `v1.33` or `v1.33.2`
/// @param nodes   how many nodes, 0 or more
/// @param cpu     of each node, a quantity: `8`
/// @param memory  of each node: `32Gi`
/// @param pods    most pods on each node
public record SandboxSpec(String name, String version, int nodes, String cpu, String memory, int pods) {
    public static final String NEWEST = "v1.33";

    public SandboxSpec {
        if (name.isBlank()) throw new IllegalArgumentException("a sandbox has a name");
        if (nodes < 0 || pods < 0) throw new IllegalArgumentException("nodes and pods are 0 or more");
        if (!version.matches("v[0-9]+\\.[0-9]+(\\.[0-9]+)?"))
            throw new IllegalArgumentException("no Kubernetes version: " + version);
    }

    /// Three nodes of 8 CPU and 32Gi.
    public static SandboxSpec named(String name) {
        return new SandboxSpec(name, NEWEST, 3, "8", "32Gi", 110);
    }

    /// With a patch level: `v1.33.0`.
    String fullVersion() {
        return version.chars().filter(c -> c == '.').count() == 1 ? version + ".0" : version;
    }
}
