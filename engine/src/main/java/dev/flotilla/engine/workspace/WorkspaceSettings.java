package dev.flotilla.engine.workspace;

import java.util.List;

import dev.flotilla.engine.documents.ObjectKey;
import dev.flotilla.engine.documents.ObjectRef;
import org.jspecify.annotations.Nullable;

/// What `flotilla.yaml` says, with its defaults.
///
/// @param name           shown to people; the folder's name where the file gives none
/// @param manifests      globs below the folder
/// @param host           the cluster that stores templates and policies, or `null` for none
/// @param karmadaVersion whose behaviour to compute; empty for the newest known
/// @param kubefedVersion `0.8` or `0.10`; empty for the newest known
/// @param members        in the order of the file
/// @param drift          what is done where a live object is not as pushed
public record WorkspaceSettings(String name, List<String> manifests, @Nullable ClusterAccess host, String karmadaVersion,
        String kubefedVersion, List<MemberSettings> members, DriftSettings drift) {
    public static final List<String> EVERYTHING = List.of("**/*.yaml", "**/*.yml", "**/*.json");

    public WorkspaceSettings {
        manifests = List.copyOf(manifests);
        members = List.copyOf(members);
    }

    /// Drift is shown only.
    /// Whose behaviour to compute for the dialect with this id; empty for the newest known.
    public String version(String dialect) {
        return switch (dialect) {
            case "karmada" -> karmadaVersion;
            case "kubefed" -> kubefedVersion;
            default -> "";
        };
    }

    public WorkspaceSettings(String name, List<String> manifests, @Nullable ClusterAccess host, String karmadaVersion,
            String kubefedVersion, List<MemberSettings> members) {
        this(name, manifests, host, karmadaVersion, kubefedVersion, members, DriftSettings.SHOWN);
    }

    /// A folder without a `flotilla.yaml`.
    public static WorkspaceSettings none(String name) {
        return new WorkspaceSettings(name, EVERYTHING, null, "", "", List.of());
    }

    /// @param kubeconfig a path, `~` allowed, relative ones against the workspace; `null` for the usual `KUBECONFIG` rules
    /// @param context    `null` for the file's current context
    public record ClusterAccess(@Nullable String kubeconfig, @Nullable String context) {}

    /// @param selfHeal   whether who watches also restores what others changed
    /// @param leaveAlone fields that are left to whoever set them
    public record DriftSettings(boolean selfHeal, List<LeftAlone> leaveAlone) {
        public static final DriftSettings SHOWN = new DriftSettings(false, List.of());

        public DriftSettings {
            leaveAlone = List.copyOf(leaveAlone);
        }
    }

    /// Fields of one object that Flotilla neither sets nor watches.
    ///
    /// @param cluster empty for every member
    /// @param fields  such as `spec.replicas` or `spec.template.spec.containers[name=web].image`
    public record LeftAlone(String cluster, ObjectRef object, List<String> fields) {
        public LeftAlone {
            fields = List.copyOf(fields);
        }

        public boolean isOf(String cluster, ObjectKey key) {
            return (this.cluster.isEmpty() || this.cluster.equals(cluster)) && inNamespace(object.key()).equals(inNamespace(key));
        }

        private static ObjectKey inNamespace(ObjectKey key) {
            return key.namespace() == null ? new ObjectKey(key.group(), key.kind(), "default", key.name()) : key;
        }
    }

    public WorkspaceSettings withDrift(DriftSettings drift) {
        return new WorkspaceSettings(name, manifests, host, karmadaVersion, kubefedVersion, members, drift);
    }

    /// The fields of a member's object that are left alone.
    public List<String> leftAlone(String cluster, ObjectKey object) {
        return drift.leaveAlone().stream().filter(one -> one.isOf(cluster, object)).flatMap(one -> one.fields().stream())
                .toList();
    }

    /// A member is reached by a kubeconfig or simulated; with neither it is only planned for.
    ///
    /// @param access  `null` for a member without a kubeconfig
    /// @param sandbox `null` for a real cluster
    public record MemberSettings(String name, @Nullable ClusterAccess access, @Nullable SandboxSettings sandbox) {}

    /// A simulated member's size.
    ///
    /// @param version such as `v1.33`
    /// @param cpu     of each node, a quantity
    /// @param memory  of each node, a quantity
    /// @param pods    of each node
    public record SandboxSettings(String version, int nodes, String cpu, String memory, int pods) {
        public static final SandboxSettings DEFAULT = new SandboxSettings("v1.33", 3, "8", "32Gi", 110);
    }
}
