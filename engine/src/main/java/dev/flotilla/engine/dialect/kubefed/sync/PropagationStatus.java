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
    /// @param live     the object there, or `null`
    /// @param failed   how the last push failed at this object: `Failed`, `TimedOut`, or empty for not at all
    public record Member(String cluster, boolean selected, boolean ready, boolean asked, String broken, @Nullable MapValue live,
            String failed) {}

    /// @param aggregate what is wrong with the object as a whole, such as `ComputePlacementFailed`; empty for nothing
    /// @param adopts    whether objects of others may be taken over
    /// @param collects  whether the members' own statuses are collected
    public static PropagationStatus of(String aggregate, List<Member> members, boolean adopts, boolean collects) {
        var clusters = new ArrayList<ClusterStatus>();
        for (Member member : members) {
            word(member, adopts).ifPresent(word -> clusters.add(new ClusterStatus(member.cluster(), word,
                    collects && member.live() != null ? member.live().get("status") : null)));
        }
        // A status that is collected and not there counts as not well, also for kinds that have none.
        boolean well = clusters.stream().allMatch(one -> one.word().isEmpty() && (!collects || one.remoteStatus() != null));
        boolean whole = !aggregate.isEmpty() && !aggregate.equals("NamespaceNotFederated");
        return new PropagationStatus(whole ? aggregate : well ? aggregate : "CheckClusters", clusters);
    }

    /// Empty for a cluster that KubeFed would not mention, and for one to which nothing has been pushed yet.
    private static Optional<String> word(Member member, boolean adopts) {
        MapValue live = member.live();
        String managed = live == null ? null : live.textAt("metadata", "labels", KubeFed.MANAGED_LABEL);
        if (!member.ready()) return member.selected() ? Optional.of("ClusterNotReady") : Optional.empty();
        if (!member.asked()) return member.selected() ? Optional.of("ClientRetrievalFailed") : Optional.empty();
        if (!member.selected()) {
            boolean going = live != null && "true".equals(managed) && live.at("metadata", "deletionTimestamp") != null;
            return going ? Optional.of("WaitingForRemoval") : Optional.empty();
        }
        if (!member.broken().isEmpty()) return Optional.of(member.broken());
        boolean failed = !member.failed().isEmpty();
        if (live == null) return failed ? Optional.of("Creation" + member.failed()) : Optional.empty();
        if ("false".equals(managed)) return Optional.of("ManagedLabelFalse");
        if (!"true".equals(managed)) {
            if (!adopts) return Optional.of("AlreadyExists");
            return failed ? Optional.of("Update" + member.failed()) : Optional.empty();
        }
        return Optional.of(failed ? "Update" + member.failed() : "");
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
