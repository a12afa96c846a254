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
/// Source: karmada: pkg/util/helper/service.go and ingress.go (DedupeAndSort…LoadBalancerIngress).
final class LoadBalancers {
    private static final Comparator<Value> PORTS = Comparator.comparingLong(LoadBalancers::number)
            .thenComparing(port -> text(port, "protocol")).thenComparing(port -> text(port, "error"));

    private LoadBalancers() {}

    /// One entry for each address with the ports of all, those by number, protocol and error; host names first, then by name and
    /// IP; a mode before none.
    static ListValue merged(List<MapValue> entries) {
        var byAddress = new LinkedHashMap<MapValue, List<Value>>();
        for (MapValue entry : entries) {
            List<Value> ports = byAddress.computeIfAbsent(entry.without("ports"), _ -> new ArrayList<>());
            entry.listAt("ports").forEach(port -> {
                if (!ports.contains(port)) ports.add(port);
            });
        }
        var merged = new ArrayList<MapValue>();
        byAddress.forEach((address, ports) -> {
            ports.sort(PORTS);
            merged.add(ports.isEmpty() ? address : address.with("ports", ListValue.of(ports)));
        });
        merged.sort(Comparator.comparing((MapValue entry) -> text(entry, "hostname").isEmpty())
                .thenComparing(entry -> text(entry, "hostname")).thenComparing(entry -> text(entry, "ip"))
                .thenComparing(entry -> entry.get("ipMode") == null).thenComparing(entry -> text(entry, "ipMode")));
        return ListValue.of(merged);
    }

    private static long number(Value port) {
        Long number = port.intAt("port");
        return number == null ? 0 : number;
    }

    private static String text(Value entry, String key) {
        String text = entry.textAt(key);
        return text == null ? "" : text;
    }
}
