package dev.flotilla.engine.dialect.kubefed.federate;

import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.Json;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;

/// The structural schema that all federated types share.
///
/// Source: kubefed `pkg/kubefedctl/enable/validation.go` ValidationSchema.
final class FederatedSchema {
    private static final MapValue COMMON = (MapValue) Json
            .read("""
                    {"type": "object", "required": ["spec"], "properties": {
                      "apiVersion": {"type": "string"}, "kind": {"type": "string"}, "metadata": {"type": "object"},
                      "spec": {"type": "object", "properties": {
                        "template": {"type": "object", "x-kubernetes-preserve-unknown-fields": true},
                        "placement": {"type": "object", "properties": {
                          "clusters": {"type": "array", "items": {"type": "object", "required": ["name"],
                            "properties": {"name": {"type": "string"}}}},
                          "clusterSelector": {"type": "object", "properties": {
                            "matchExpressions": {"type": "array", "items": {"type": "object", "required": ["key", "operator"], "properties": {
                              "key": {"type": "string"}, "operator": {"type": "string"},
                              "values": {"type": "array", "items": {"type": "string"}}}}},
                            "matchLabels": {"type": "object", "additionalProperties": {"type": "string"}}}}}},
                        "overrides": {"type": "array", "items": {"type": "object", "properties": {
                          "clusterName": {"type": "string"},
                          "clusterOverrides": {"type": "array", "items": {"type": "object", "required": ["path"], "properties": {
                            "op": {"type": "string", "pattern": "^(add|remove|replace)?$"}, "path": {"type": "string"},
                            "value": {"x-kubernetes-preserve-unknown-fields": true}}}}}}}}},
                      "status": {"type": "object", "properties": {
                        "observedGeneration": {"type": "integer", "format": "int64"},
                        "conditions": {"type": "array", "items": {"type": "object", "required": ["type", "status"], "properties": {
                          "type": {"type": "string"}, "reason": {"type": "string"}, "status": {"type": "string"},
                          "lastUpdateTime": {"type": "string", "format": "date-time"},
                          "lastTransitionTime": {"type": "string", "format": "date-time"}}}},
                        "clusters": {"type": "array", "items": {"type": "object", "required": ["name"], "properties": {
                          "name": {"type": "string"}, "status": {"type": "string"},
                          "remoteStatus": {"type": "object", "x-kubernetes-preserve-unknown-fields": true}}}}}}}}""");

    private FederatedSchema() {}

    /// @param replicas whether the target has an int32 `spec.replicas`, which can then be retained
    static MapValue of(boolean replicas) {
        if (!replicas) return COMMON;
        return (MapValue) COMMON.set(FieldPath.of("properties", "spec", "properties", "retainReplicas"),
                MapValue.of("type", Value.text("boolean")));
    }
}
