package dev.flotilla.app.fleet;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.flotilla.app.workbench.Planned;
import dev.flotilla.engine.MemberConnection;
import dev.flotilla.engine.fleet.MemberCluster;
import dev.flotilla.engine.plan.ClusterPlan;
import dev.flotilla.engine.plan.FleetPlan;
import dev.flotilla.engine.plan.ObjectPlan;
import dev.flotilla.engine.workspace.Workspace;
import dev.flotilla.engine.workspace.WorkspaceSettings.ClusterAccess;
import dev.flotilla.engine.workspace.WorkspaceSettings.MemberSettings;
import org.jspecify.annotations.Nullable;

/// Members as the table shows them: what is connected, joined with what is planned for it and how the workspace names it.
final class MemberRows {
    private MemberRows() {}

    /// @param connections in the fleet's order, which the rows keep
    static List<MemberRow> of(Planned planned, List<MemberConnection> connections) {
        Workspace workspace = planned.workspace();
        FleetPlan plan = planned.plan();
        if (workspace == null) return List.of();
        var rows = new ArrayList<MemberRow>();
        Map<String, Integer> replicas = replicas(plan);
        for (MemberConnection connection : connections) {
            MemberCluster declared = plan == null
                    ? connection.observed()
                    : plan.fleet().member(connection.name()).orElse(connection.observed());
            boolean sandbox = workspace.settings().members().stream()
                    .anyMatch(member -> member.name().equals(connection.name()) && member.sandbox() != null);
            rows.add(new MemberRow(connection.name(), rows.size(), declared, connection, sandbox,
                    replicas.isEmpty() ? -1 : replicas.getOrDefault(connection.name(), 0),
                    configured(workspace, connection.name())));
        }
        return rows;
    }

    private static String configured(Workspace workspace, String member) {
        return workspace.settings().members().stream().filter(one -> one.name().equals(member)).map(MemberSettings::access)
                .filter(Objects::nonNull).map(ClusterAccess::kubeconfig).filter(Objects::nonNull).findFirst().orElse("");
    }

    /// What the plan gives each member of all that it divides; empty where it divides nothing.
    private static Map<String, Integer> replicas(@Nullable FleetPlan plan) {
        var sums = new HashMap<String, Integer>();
        if (plan == null) return sums;
        for (ObjectPlan object : plan.objects()) {
            if (object.division().replicas() == null) continue;
            for (ClusterPlan placed : object.placements()) {
                Integer replicas = placed.replicas();
                sums.merge(placed.cluster(), replicas == null ? 0 : replicas, Integer::sum);
            }
        }
        return sums;
    }
}
