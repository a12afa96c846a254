package dev.flotilla.engine.dialect.kubefed.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.flotilla.engine.dialect.kubefed.objects.KubeFed;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// How the propagation of one federated object stands, in KubeFed's own words.
///
/// @param reason   why not everything is well; empty where it is
/// @param clusters the clusters that are spoken of, by name
///
/// Source: kubefed `pkg/controller/sync/status/status.go`, `pkg/controller/sync/dispatch/managed.go`.
public record PropagationStatus(String reason, List<ClusterStatus> clusters) {
    private static final String RETENTION_FAILED = "FieldRetentionFailed";

    public PropagationStatus {
        clusters = List.copyOf(clusters);
    }

    /// @param word         such as `ClusterNotReady`; empty for `OK`
    /// @param remoteStatus the object's own status; `null` where it is not collected or there is none
    public record ClusterStatus(String cluster, String word, @Nullable Value remoteStatus) {}

    /// What is known of one cluster.
    ///
    /// @param selected by placement and namespace
    /// @param ready    as its KubeFedCluster says
    /// @param asked    whether the cluster itself answered
    /// @param broken   the word for why there is nothing to send; empty where there is
    /// @param live     what stands there
    /// @param failed   how the last push failed at this object: `Failed`, `TimedOut`, or empty for not at all
    public record Member(String cluster, boolean selected, boolean ready, boolean asked, String broken, Live live,
            String failed) {}

    /// @param object    `null` where there is none
    /// @param retainable whether the fields that an update keeps are of the types they must have
    public record Live(@Nullable MapValue object, boolean retainable) {
        public static final Live NOTHING = new Live(null, true);
    }

    /// @param aggregate what is wrong with the object as a whole, such as `ComputePlacementFailed`; empty for nothing
    /// @param adopts    whether objects of others may be taken over
    /// @param collects  whether the members' own statuses are collected
    public static PropagationStatus of(String aggregate, List<Member> members, boolean adopts, boolean collects) {
        var clusters = new ArrayList<ClusterStatus>();
        for (Member member : members) {
            word(member, adopts).ifPresent(word -> clusters.add(new ClusterStatus(member.cluster(), word,
                    collects ? status(member.live().object()) : null)));
        }
        // A status that is collected and not there counts as not well, also for kinds that have none.
        boolean well = clusters.stream().allMatch(one -> one.word().isEmpty() && (!collects || one.remoteStatus() != null));
        boolean whole = !aggregate.isEmpty() && !aggregate.equals("NamespaceNotFederated");
        return new PropagationStatus(whole ? aggregate : well ? aggregate : "CheckClusters", clusters);
    }

    private static @Nullable Value status(@Nullable MapValue object) {
        return object == null ? null : object.get("status");
    }

    /// Empty for a cluster that KubeFed would not mention, and for one to which nothing has been pushed yet.
    private static Optional<String> word(Member member, boolean adopts) {
        MapValue live = member.live().object();
        String managed = live == null ? null : live.textAt("metadata", "labels", KubeFed.MANAGED_LABEL);
        if (!member.ready()) return member.selected() ? Optional.of("ClusterNotReady") : Optional.empty();
        if (!member.asked()) return member.selected() ? Optional.of("ClientRetrievalFailed") : Optional.empty();
        boolean ours = "true".equals(managed);
        boolean failed = !member.failed().isEmpty();
        if (!member.selected()) {
            if (live == null || !ours) return Optional.empty();
            if (live.at("metadata", "deletionTimestamp") != null) return Optional.of("WaitingForRemoval");
            return failed ? Optional.of("Deletion" + member.failed()) : Optional.empty();
        }
        // An update retains before it applies overrides; what does not bear the label is created first, as far as that goes.
        if (ours && !member.live().retainable()) return Optional.of(RETENTION_FAILED);
        if (!member.broken().isEmpty()) return Optional.of(member.broken());
        if (live == null) return failed ? Optional.of("Creation" + member.failed()) : Optional.empty();
        if ("false".equals(managed)) return Optional.of("ManagedLabelFalse");
        if (ours) return Optional.of(failed ? "Update" + member.failed() : "");
        if (!adopts) return Optional.of("AlreadyExists");
        if (!member.live().retainable()) return Optional.of(RETENTION_FAILED);
        return failed ? Optional.of("Update" + member.failed()) : Optional.empty();
    }

    /// As it stands below `status` of the federated object.
    public MapValue asValue(@Nullable Long generation) {
        var out = MapValue.builder();
        var condition = MapValue.builder().put("type", "Propagation").put("status", reason.isEmpty() ? "True" : "False");
        if (!reason.isEmpty()) condition.put("reason", reason);
        out.put("conditions", ListValue.of(condition.build()));
        if (!clusters.isEmpty()) out.put("clusters", ListValue.of(clusters.stream().map(PropagationStatus::asValue).toList()));
        if (generation != null) out.put("observedGeneration", generation);
        return out.build();
    }

    private static MapValue asValue(ClusterStatus one) {
        var out = MapValue.builder().put("name", one.cluster());
        if (!one.word().isEmpty()) out.put("status", one.word());
        if (one.remoteStatus() != null) out.put("remoteStatus", one.remoteStatus());
        return out.build();
    }
}
