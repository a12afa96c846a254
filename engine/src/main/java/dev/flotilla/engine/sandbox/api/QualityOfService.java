package dev.flotilla.engine.sandbox.api;

import java.util.ArrayList;
import java.util.List;

import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;

/// How much of what a pod asks for is promised to it.
///
/// Source: kubernetes `pkg/apis/core/v1/helper/qos/qos.go`.
final class QualityOfService {
    private QualityOfService() {}

    static String of(MapValue pod) {
        var containers = new ArrayList<>(pod.listAt("spec", "containers").maps());
        containers.addAll(pod.listAt("spec", "initContainers").maps());
        boolean asks = false;
        boolean guaranteed = true;
        for (MapValue container : containers) {
            MapValue limits = container.mapAt("resources", "limits");
            MapValue requests = container.mapAt("resources", "requests");
            for (String resource : List.of("cpu", "memory")) {
                Value limit = limits.get(resource);
                Value request = requests.get(resource);
                asks |= limit != null || request != null;
                guaranteed &= limit != null && (request == null || request.equals(limit));
            }
        }
        return !asks ? "BestEffort" : guaranteed ? "Guaranteed" : "Burstable";
    }
}
