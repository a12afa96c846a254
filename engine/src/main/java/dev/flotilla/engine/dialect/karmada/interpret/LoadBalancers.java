package dev.flotilla.engine.dialect.karmada.interpret;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;

import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;

/// The addresses that several member clusters have given to one Service or Ingress.
///
/// Source: karmada: pkg/util/helper/status.go (DedupeAndSort…LoadBalancerIngress).
final class LoadBalancers {
    private LoadBalancers() {}

    /// One entry for each address with the ports of all; host names first, then by name and IP.
    static ListValue merged(List<MapValue> entries) {
        var byAddress = new LinkedHashMap<MapValue, List<Value>>();
        for (MapValue entry : entries) {
            List<Value> ports = byAddress.computeIfAbsent(entry.without("ports"), _ -> new ArrayList<>());
            entry.listAt("ports").forEach(port -> {
                if (!ports.contains(port)) ports.add(port);
            });
        }
        var merged = new ArrayList<MapValue>();
        byAddress.forEach((address, ports) -> merged.add(ports.isEmpty() ? address : address.with("ports", ListValue.of(ports))));
        merged.sort(Comparator.comparing((MapValue entry) -> text(entry, "hostname").isEmpty())
                .thenComparing(entry -> text(entry, "hostname")).thenComparing(entry -> text(entry, "ip")));
        return ListValue.of(merged);
    }

    private static String text(MapValue entry, String key) {
        String text = entry.textAt(key);
        return text == null ? "" : text;
    }
}
