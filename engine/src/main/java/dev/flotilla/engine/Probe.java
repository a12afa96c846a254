package dev.flotilla.engine;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.flotilla.engine.cluster.ApiCatalog;
import dev.flotilla.engine.cluster.ClusterClient;
import dev.flotilla.engine.cluster.ClusterException;
import dev.flotilla.engine.cluster.ListQuery;
import dev.flotilla.engine.cluster.LiveObject;
import dev.flotilla.engine.documents.TypeRef;
import dev.flotilla.engine.fleet.MemberCluster;
import dev.flotilla.engine.fleet.MemberCluster.Capacity;
import dev.flotilla.engine.fleet.Readiness;
import dev.flotilla.engine.fleet.Resources;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Quantity;
import dev.flotilla.engine.value.Value;

/// Asks a cluster what planning wants to know: version, types, nodes, and what is left on them.
///
/// Source of the figures: karmada `pkg/util/helper/.../clusterstatus`: allocatable of the nodes, requests of running pods
/// (allocated) and of pods without a node (allocating).
final class Probe {
    private static final Quantity ONE = new Quantity(BigDecimal.ONE);
    private static final TypeRef NODE = new TypeRef("v1", "Node");
    private static final TypeRef POD = new TypeRef("v1", "Pod");

    private Probe() {}

    static MemberCluster ask(ClusterClient client, boolean again) throws ClusterException {
        String version = client.version();
        ApiCatalog apis = again ? client.discover() : client.apis();
        return MemberCluster.named(client.cluster()).withReadiness(Readiness.READY).withVersion(version)
                .withApis(apis.resources(), apis.isComplete()).withCapacity(capacity(client, apis));
    }

    /// Unknown where one may not read nodes or pods.
    private static Capacity capacity(ClusterClient client, ApiCatalog apis) throws ClusterException {
        try {
            List<LiveObject> nodes = client.listAll(apis.require(NODE), ListQuery.ALL);
            var allocatable = new HashMap<String, Quantity>();
            int ready = 0;
            for (LiveObject node : nodes) {
                add(allocatable, node.root().mapAt("status", "allocatable"));
                if (isReady(node)) ready++;
            }
            var allocated = new HashMap<String, Quantity>();
            var allocating = new HashMap<String, Quantity>();
            client.list(apis.require(POD), ListQuery.ALL, pod -> {
                String phase = String.valueOf(pod.root().textAt("status", "phase"));
                if (phase.equals("Succeeded") || phase.equals("Failed")) return;
                boolean placed = pod.root().textAt("spec", "nodeName") != null;
                var sums = placed ? allocated : allocating;
                for (MapValue container : pod.root().listAt("spec", "containers").maps()) {
                    add(sums, container.mapAt("resources", "requests"));
                }
                sums.merge("pods", ONE, Quantity::plus);
            });
            return new Capacity(new Resources(texts(allocatable), texts(allocated), texts(allocating)), List.of(), nodes.size(),
                    ready);
        } catch (ClusterException e) {
            if (e.failure().isUnreachable()) throw e;
            return Capacity.UNKNOWN;
        }
    }

    private static boolean isReady(LiveObject node) {
        return node.root().listAt("status", "conditions").maps().stream()
                .anyMatch(condition -> "Ready".equals(condition.textAt("type")) && "True".equals(condition.textAt("status")));
    }

    private static void add(Map<String, Quantity> sums, MapValue amounts) {
        amounts.forEach((name, amount) -> {
            String text = amount instanceof Value.Text(String t) ? t : amount.toString();
            Quantity quantity = Quantity.parse(text);
            if (quantity != null) sums.merge(name, quantity, Quantity::plus);
        });
    }

    private static Map<String, String> texts(Map<String, Quantity> sums) {
        var texts = new HashMap<String, String>();
        sums.forEach((name, sum) -> texts.put(name, sum.decimal()));
        return texts;
    }
}
