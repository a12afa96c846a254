package dev.flotilla.engine;

import java.util.List;

import dev.flotilla.engine.plan.ClusterPlan;
import dev.flotilla.engine.plan.MemberDecision;
import dev.flotilla.engine.plan.ObjectPlan;
import dev.flotilla.engine.workspace.WorkspaceSettings;
import org.jspecify.annotations.Nullable;

/// Tells each placement which fields the workspace leaves to the member.
final class LeftAlone {
    private LeftAlone() {}

    static ObjectPlan in(ObjectPlan object, WorkspaceSettings settings) {
        if (settings.drift().leaveAlone().isEmpty()) return object;
        boolean none = object.placements().stream().allMatch(placed -> settings.leftAlone(placed.cluster(), placed.manifest()
                .key()).isEmpty());
        if (none) return object;
        return new ObjectPlan(object.ref(), object.dialect(), object.template(), object.policy(),
                object.decisions().stream().map(decision -> new MemberDecision(decision.cluster(), decision.steps(),
                        decision.suggestions(), in(decision.placed(), settings), decision.failure())).toList(),
                object.division(), object.names(), object.error());
    }

    private static @Nullable ClusterPlan in(@Nullable ClusterPlan placed, WorkspaceSettings settings) {
        if (placed == null) return null;
        List<String> fields = settings.leftAlone(placed.cluster(), placed.manifest().key());
        return new ClusterPlan(placed.cluster(), placed.replicas(), placed.manifest(), placed.origins(), placed.overrides(),
                placed.delivery().leaving(fields));
    }
}
