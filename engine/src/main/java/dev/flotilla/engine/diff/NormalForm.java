package dev.flotilla.engine.diff;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Set;

import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;

/// A manifest in the form in which an API server stores it, as far as that is known beforehand, so that what is sent can be
/// compared with what comes back.
///
/// Two things that everybody writes and that a plain create takes are refused by server-side apply up to Kubernetes 1.20 or so: an
/// amount as a number (`cpu: 0.5`), and a Service's port without its protocol, which is part of the port's key.
final class NormalForm {
    /// Groups whose types are known to use these names for amounts only; a custom type may mean numbers.
    private static final Set<String> GROUPS = Set.of("", "apps", "batch", "autoscaling", "policy", "extensions", "node.k8s.io");
    /// Maps of amounts.
    private static final Set<String> AMOUNT_MAPS = Set.of("limits", "requests", "hard", "default", "defaultRequest", "max", "min",
            "maxLimitRequestRatio", "capacity", "overhead", "podFixed");
    private static final Set<String> AMOUNTS = Set.of("sizeLimit", "divisor", "averageValue");

    private NormalForm() {}

    /// Without `status` and null creation times, a Secret's `stringData` folded into `data`, amounts as texts, ports with their
    /// protocol.
    static Manifest of(Manifest manifest) {
        MapValue root = manifest.root().without("status");
        MapValue metadata = root.mapAt("metadata");
        if (metadata.get("creationTimestamp") == Value.NULL) root = root.with("metadata", metadata.without("creationTimestamp"));
        if (Secrets.isSecret(root) && root.get("stringData") instanceof MapValue texts) root = folded(root, texts);
        if (root.get("spec") instanceof MapValue spec && GROUPS.contains(manifest.type().group())) {
            Value normal = amounts(spec);
            if (manifest.kind().equals("Service") && normal instanceof MapValue service) normal = protocols(service);
            if (normal != spec) root = root.with("spec", normal);
        }
        return root == manifest.root() ? manifest : new Manifest(root);
    }

    private static MapValue folded(MapValue root, MapValue texts) {
        var data = MapValue.builder();
        root.mapAt("data").forEach(data::put);
        texts.forEach((key, value) -> {
            if (value instanceof Value.Text(String text)) {
                data.put(key, Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
            }
        });
        return root.without("stringData").with("data", data.build());
    }

    /// The same instance where nothing is to be done.
    private static Value amounts(Value value) {
        return switch (value) {
            case MapValue map -> {
                MapValue normal = map;
                for (var entry : map) {
                    Value below = entry.getValue();
                    Value changed = AMOUNT_MAPS.contains(entry.getKey()) && below instanceof MapValue amounts
                            ? allTexts(amounts)
                            : AMOUNTS.contains(entry.getKey()) ? text(below) : amounts(below);
                    if (changed != below) normal = normal.with(entry.getKey(), changed);
                }
                yield normal;
            }
            case ListValue list -> {
                var items = new ArrayList<Value>(list.size());
                boolean same = true;
                for (Value item : list) {
                    Value changed = amounts(item);
                    same &= changed == item;
                    items.add(changed);
                }
                yield same ? list : ListValue.of(items);
            }
            default -> value;
        };
    }

    private static MapValue allTexts(MapValue amounts) {
        MapValue normal = amounts;
        for (var entry : amounts) {
            normal = normal.with(entry.getKey(), text(entry.getValue()));
        }
        return normal;
    }

    private static Value text(Value amount) {
        return switch (amount) {
            case Value.Int(long number) -> Value.text(Long.toString(number));
            case Value.Dec(double number) -> Value.text(BigDecimal.valueOf(number).toPlainString());
            default -> amount;
        };
    }

    private static MapValue protocols(MapValue service) {
        if (!(service.get("ports") instanceof ListValue ports)) return service;
        if (ports.stream().noneMatch(NormalForm::lacksProtocol)) return service;
        return service.with("ports", ListValue.of(ports.stream().map(port -> lacksProtocol(port) && port instanceof MapValue map
                ? map.with("protocol", Value.text("TCP"))
                : port).toList()));
    }

    private static boolean lacksProtocol(Value port) {
        return port instanceof MapValue map && !map.has("protocol");
    }
}
