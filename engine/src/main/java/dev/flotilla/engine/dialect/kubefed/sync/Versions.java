package dev.flotilla.engine.dialect.kubefed.sync;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;

import dev.flotilla.engine.dialect.kubefed.override.JsonPatch;
import dev.flotilla.engine.dialect.kubefed.override.OverrideItem;
import dev.flotilla.engine.dialect.kubefed.override.Overrides;
import dev.flotilla.engine.value.GoJson;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// How KubeFed remembers what it pushed: the status of a PropagatedVersion.
///
/// @param template  hash of `spec.template`; empty when there is none
/// @param overrides hash of `spec.overrides`
/// @param clusters  version of the object in each cluster
///
/// Source: kubefed `pkg/controller/sync/resource.go` GetTemplateHash, GetOverrideHash, `pkg/controller/util/propagatedversion.go`.
public record Versions(String template, String overrides, SequencedMap<String, String> clusters) {
    public Versions {
        clusters = java.util.Collections.unmodifiableSequencedMap(new TreeMap<>(clusters));
    }

    /// What KubeFed would note down if it had just pushed these objects.
    ///
    /// @param live the object in each cluster, by cluster
    public static Versions of(MapValue federated, java.util.Map<String, MapValue> live) {
        var clusters = new TreeMap<String, String>();
        live.forEach((cluster, object) -> clusters.put(cluster, versionOf(object)));
        return new Versions(templateHash(federated), overridesHash(federated), clusters);
    }

    public static String templateHash(MapValue federated) {
        Value template = federated.at("spec", "template");
        return template == null ? "" : md5(GoJson.BEFORE_1_22.write(template) + "\n");
    }

    /// Empty when the overrides cannot be read.
    public static String overridesHash(MapValue federated) {
        var overrides = Overrides.read(federated);
        if (!overrides.flaws().isEmpty()) return "";
        var out = new StringBuilder("{\"overrides\":");
        if (overrides.byCluster().isEmpty()) {
            out.append("null");
        } else {
            String separator = "[";
            for (var entry : overrides.byCluster().entrySet()) {
                out.append(separator).append("{\"clusterName\":").append(GoJson.BEFORE_1_22.write(Value.text(entry.getKey())));
                write(entry.getValue(), out);
                out.append('}');
                separator = ",";
            }
            out.append(']');
        }
        return md5(out.append("}\n").toString());
    }

    private static void write(List<OverrideItem> items, StringBuilder out) {
        if (items.isEmpty()) return;
        String separator = ",\"clusterOverrides\":[";
        for (OverrideItem item : items) {
            out.append(separator).append('{');
            if (!item.op().isEmpty()) out.append("\"op\":").append(GoJson.BEFORE_1_22.write(Value.text(item.op()))).append(',');
            out.append("\"path\":").append(GoJson.BEFORE_1_22.write(Value.text(item.path())));
            if (item.value() != null) out.append(",\"value\":").append(GoJson.BEFORE_1_22.write(JsonPatch.written(item.value())));
            out.append('}');
            separator = ",";
        }
        out.append(']');
    }

    /// `gen:3` where the object counts generations, else `rv:4711`.
    public static String versionOf(MapValue live) {
        Long generation = live.intAt("metadata", "generation");
        if (generation != null && generation != 0) return "gen:" + generation;
        String version = live.textAt("metadata", "resourceVersion");
        return "rv:" + (version == null ? "" : version);
    }

    /// Whether KubeFed would write the object again. Bodies are never compared.
    ///
    /// @param recorded what was noted down, or `null`
    public static boolean needsUpdate(@Nullable Versions recorded, String cluster, MapValue federated, MapValue desired,
            MapValue live) {
        boolean same = recorded != null && recorded.template().equals(templateHash(federated))
                && recorded.overrides().equals(overridesHash(federated));
        String known = same && recorded != null ? recorded.clusters().getOrDefault(cluster, "") : "";
        String now = versionOf(live);
        if (!known.equals(now)) return true;
        return now.startsWith("gen:") && !(sameMetadata(desired, live, "name", "namespace", "labels", "annotations"));
    }

    private static boolean sameMetadata(MapValue desired, MapValue live, String... keys) {
        for (String key : keys) {
            Value a = desired.at("metadata", key);
            Value b = live.at("metadata", key);
            if (!(a == null ? MapValue.EMPTY : a).equals(b == null ? MapValue.EMPTY : b)) return false;
        }
        return true;
    }

    private static String md5(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has MD5", e);
        }
    }
}
