package dev.flotilla.engine.dialect.karmada.interpret;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Map;
import java.util.TreeMap;

import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.fleet.Resources;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Quantity;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// How many replicas a template wants, and what each needs.
///
/// Source: karmada: pkg/resourceinterpreter/default/native/replica.go, pkg/util/resource.go.
final class Demand {
    private Demand() {}

    static @Nullable ReplicaDemand of(Manifest template) throws UnreadableException {
        switch (Kinds.of(template)) {
            case DEPLOYMENT, REPLICA_SET, STATEFUL_SET -> {
                MapValue typed = ObjectShapes.typed(template);
                return new ReplicaDemand(orZero(typed.intAt("spec", "replicas")),
                        requirements(typed.mapAt("spec", "template", "spec")));
            }
            case JOB -> {
                MapValue typed = ObjectShapes.typed(template);
                long parallelism = orZero(typed.intAt("spec", "parallelism"));
                Long completions = typed.intAt("spec", "completions");
                long replicas = completions == null ? parallelism : Math.min(parallelism, completions);
                return new ReplicaDemand(replicas, requirements(typed.mapAt("spec", "template", "spec")));
            }
            case POD -> {
                return new ReplicaDemand(1, requirements(ObjectShapes.typed(template).mapAt("spec")));
            }
            default -> {
                return null;
            }
        }
    }

    private static long orZero(@Nullable Long number) {
        return number == null ? 0 : number;
    }

    /// What a pod of this spec needs, or `null` for nothing.
    ///
    /// @param spec as [ObjectShapes#POD_SPEC] gives it
    static @Nullable MapValue requirements(MapValue spec) {
        var requirements = MapValue.builder();
        MapValue claim = nodeClaim(spec);
        if (claim != null) requirements.put("nodeClaim", claim);
        MapValue request = request(spec);
        if (!request.isEmpty()) requirements.put("resourceRequest", request);
        MapValue built = requirements.build();
        return built.isEmpty() ? null : built;
    }

    private static @Nullable MapValue nodeClaim(MapValue spec) {
        Value affinity = spec.at("affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution");
        Value selector = spec.get("nodeSelector");
        Value tolerations = spec.get("tolerations");
        if (affinity == null && selector == null && tolerations == null) return null;
        var claim = MapValue.builder();
        if (affinity != null) claim.put("hardNodeAffinity", affinity);
        if (selector instanceof MapValue map && !map.isEmpty()) claim.put("nodeSelector", map);
        if (tolerations != null) claim.put("tolerations", tolerations);
        return claim.build();
    }

    private static MapValue request(MapValue spec) {
        var needed = new TreeMap<String, BigInteger>();
        for (MapValue container : spec.listAt("containers").maps()) {
            requests(container).forEach((name, amount) -> needed.merge(name, amount, BigInteger::add));
        }
        for (MapValue container : spec.listAt("initContainers").maps()) {
            requests(container).forEach((name, amount) -> needed.merge(name, amount, BigInteger::max));
        }
        amounts(spec.mapAt("overhead")).forEach((name, amount) -> needed.merge(name, amount, BigInteger::add));
        var request = MapValue.builder();
        needed.forEach((name, amount) -> {
            if (amount.signum() != 0) request.put(name, written(name, amount));
        });
        return request.build();
    }

    /// A container's requests; where one is missing, its limit.
    private static Map<String, BigInteger> requests(MapValue container) {
        Map<String, BigInteger> amounts = amounts(container.mapAt("resources", "limits"));
        amounts.putAll(amounts(container.mapAt("resources", "requests")));
        return amounts;
    }

    /// The amounts that a scheduler counts: cpu in thousandths, everything else in whole units, both rounded up.
    private static Map<String, BigInteger> amounts(MapValue resources) {
        var amounts = new TreeMap<String, BigInteger>();
        resources.forEach((name, value) -> {
            Quantity quantity = value instanceof Value.Text(String text) ? Quantity.parse(text) : null;
            if (quantity == null || !Resources.isCounted(name)) return;
            BigDecimal amount = name.equals("cpu") ? quantity.amount().scaleByPowerOfTen(3) : quantity.amount();
            amounts.put(name, amount.setScale(0, RoundingMode.UP).toBigInteger());
        });
        return amounts;
    }

    private static String written(String name, BigInteger amount) {
        if (name.equals("cpu")) return new Quantity(new BigDecimal(amount, 3)).decimal();
        boolean binary = name.equals("memory") || name.equals("ephemeral-storage") || name.startsWith("hugepages-");
        var quantity = new Quantity(new BigDecimal(amount));
        return binary ? quantity.binary() : quantity.decimal();
    }
}
