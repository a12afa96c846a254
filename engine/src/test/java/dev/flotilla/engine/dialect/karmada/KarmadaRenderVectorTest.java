package dev.flotilla.engine.dialect.karmada;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.function.Function;

import dev.flotilla.engine.Vectors;
import dev.flotilla.engine.dialect.karmada.interpret.Dependency;
import dev.flotilla.engine.dialect.karmada.interpret.Interpreted;
import dev.flotilla.engine.dialect.karmada.interpret.Interpreter;
import dev.flotilla.engine.dialect.karmada.interpret.MemberStatus;
import dev.flotilla.engine.dialect.karmada.override.OverridePolicies;
import dev.flotilla.engine.dialect.karmada.override.OverrideResult;
import dev.flotilla.engine.dialect.karmada.work.Evictions;
import dev.flotilla.engine.dialect.karmada.work.Evictions.Fate;
import dev.flotilla.engine.dialect.karmada.work.Names;
import dev.flotilla.engine.dialect.karmada.work.Rendered;
import dev.flotilla.engine.dialect.karmada.work.TemplateWorks;
import dev.flotilla.engine.dialect.karmada.work.WorkBinding;
import dev.flotilla.engine.dialect.karmada.work.WorkObjects;
import dev.flotilla.engine.dialect.karmada.work.Works;
import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.fleet.MemberCluster;
import dev.flotilla.engine.text.SourceFile;
import dev.flotilla.engine.text.YamlDocument;
import dev.flotilla.engine.text.YamlReader;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.Json;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What Karmada itself made of templates, policies and live objects, commit f8fdd02d.
class KarmadaRenderVectorTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private final Interpreter interpreter = Interpreter.builtIn();

    @Test
    void override() {
        Vectors.check("karmada-override", recorded -> {
            Value actual = switch (overridden(recorded.input())) {
                case OverrideResult.Failed _ -> MapValue.of("error", Value.text(""));
                case OverrideResult.Applied applied -> MapValue.builder().put("appliedClusterOverrides", names(applied, true))
                        .put("appliedOverrides", names(applied, false)).put("manifest", applied.manifest().root()).build();
            };
            return matches(recorded, actual, KarmadaRenderVectorTest::withParsedTexts);
        });
    }

    private static OverrideResult overridden(MapValue input) {
        MemberCluster cluster = ClusterDocument.read(new Manifest(input.mapAt("cluster")));
        return OverridePolicies.of(documents(input.listAt("policies"))).apply(new Manifest(input.mapAt("template")), cluster);
    }

    private static ListValue names(OverrideResult.Applied applied, boolean clusterScoped) {
        return ListValue.ofTexts(applied.rules().stream().filter(rule -> rule.isClusterScoped() == clusterScoped)
                .map(rule -> rule.policy().name()).toList());
    }

    /// Texts that hold YAML or JSON compare by what they say.
    private static Value withParsedTexts(Value answer) {
        if (!(answer.at("manifest", "data") instanceof MapValue data)) return answer;
        var parsed = MapValue.builder();
        data.forEach((key, value) -> parsed.put(key,
                value instanceof Value.Text(String text) && key.contains(".") ? parsed(text) : value));
        return answer.set(FieldPath.of("manifest", "data"), parsed.build());
    }

    private static Value parsed(String text) {
        var documents = YamlReader.read(new SourceFile("", text)).documents();
        return documents.isEmpty() ? Value.text(text) : documents.getFirst().root();
    }

    @Test
    void health() {
        check("karmada-health", input -> interpreter.health(object(input)).map(Value::bool), "healthy");
    }

    @Test
    void reflect() {
        check("karmada-reflect", input -> interpreter.reflect(object(input)), "status");
    }

    @Test
    void aggregate() {
        check("karmada-aggregate", input -> {
            var members = new ArrayList<MemberStatus>();
            for (MapValue member : input.listAt("memberStatuses").maps()) {
                members.add(new MemberStatus(String.valueOf(member.textAt("clusterName")), member.get("status")));
            }
            return interpreter.aggregate(object(input), members, NOW).map(template -> {
                Value status = template.at("status");
                return status == null ? Value.NULL : withoutNow(status);
            });
        }, "status");
    }

    private static Value withoutNow(Value value) {
        return switch (value) {
            case Value.Text(String text) when text.equals(NOW.toString()) -> Value.text("<now>");
            case MapValue map -> {
                var replaced = MapValue.builder();
                map.forEach((key, item) -> replaced.put(key, withoutNow(item)));
                yield replaced.build();
            }
            case ListValue list -> ListValue.of(list.stream().map(KarmadaRenderVectorTest::withoutNow).toList());
            default -> value;
        };
    }

    @Test
    void replicas() {
        Vectors.check("karmada-replicas", recorded -> {
            Value actual = switch (interpreter.replicas(object(recorded.input()))) {
                case Interpreted.Known(var demand) -> MapValue.builder().put("replicas", demand.replicas())
                        .put("replicaRequirements", demand.requirements() == null ? Value.NULL : demand.requirements()).build();
                case Interpreted.NoRule() -> MapValue.of("error", Value.text(""));
                case Interpreted.Failed _ -> MapValue.of("error", Value.text(""));
            };
            return matches(recorded, actual, answer -> answer);
        });
    }

    @Test
    void retain() {
        check("karmada-retain",
                input -> interpreter.retain(new Manifest(input.mapAt("desired")), new Manifest(input.mapAt("observed")))
                        .map(Manifest::root),
                "manifest");
    }

    @Test
    void dependencies() {
        check("karmada-dependencies", input -> interpreter.dependencies(object(input)).map(found -> ListValue.of(
                found.stream().map(Dependency::toValue).sorted(Comparator.comparing(MapValue::toString)).toList())),
                "dependencies");
    }

    @Test
    void names() {
        Vectors.run("karmada-names", input -> {
            String kind = text(input, "kind");
            String name = text(input, "name");
            return MapValue.builder().put("bindingName", Names.binding(kind, name))
                    .put("executionNamespace", Names.executionNamespace(text(input, "cluster")))
                    .put("workName", Names.work(kind, name, input.textAt("namespace"))).build();
        });
    }

    @Test
    void work() {
        Vectors.check("karmada-work", recorded -> {
            MapValue actual = works(recorded.input());
            boolean right = recorded.accepted().stream()
                    .anyMatch(expected -> (expected.get("error") == null) == (actual.get("error") == null)
                            && ((MapValue) expected).without("error").equals(actual.without("error")));
            return right ? null : Vectors.difference(recorded, actual);
        });
    }

    private MapValue works(MapValue input) {
        var template = new Manifest(input.mapAt("template"));
        String namespace = text(input, "scope").equals("Namespaced") ? input.textAt("binding", "namespace") : null;
        WorkBinding binding = WorkBinding.read(namespace, text(input.mapAt("binding"), "name"),
                input.textAt("binding", "permanentID"), input.mapAt("binding", "spec"));
        var works = new Works(OverridePolicies.of(documents(input.listAt("policies"))), interpreter);
        TemplateWorks renderer = works.forTemplate(template, binding, null);
        var objects = new ArrayList<MapValue>();
        var result = MapValue.builder().put("bindingName", Names.binding(template.kind(), template.name()));
        for (WorkBinding.Target target : binding.targets()) {
            switch (renderer.render(MemberCluster.named(target.cluster()), target.replicas())) {
                case Rendered.Failed _ -> result.put("error", "");
                case Rendered.Sent sent ->
                    objects.add(WorkObjects.of(sent, binding, target.cluster()).root().without("apiVersion")
                            .without("kind"));
            }
        }
        objects.sort(Comparator.comparing(object -> String.valueOf(object.textAt("metadata", "namespace"))));
        return result.put("works", ListValue.of(objects)).build();
    }

    @Test
    void evict() {
        Vectors.run("karmada-evict", input -> {
            var health = new HashMap<String, String>();
            input.listAt("aggregatedStatus").maps().forEach(item -> health.put(text(item, "clusterName"), text(item, "health")));
            Long timeout = input.intAt("timeoutSeconds");
            boolean settled = Evictions.isSettled(
                    input.listAt("clusters").maps().stream().map(cluster -> text(cluster, "name")).toList(), health,
                    input.isTrueAt("scheduled"));
            var kept = new ArrayList<MapValue>();
            var evicted = new ArrayList<String>();
            for (MapValue task : input.listAt("gracefulEvictionTasks").maps()) {
                switch (Evictions.of(task, settled, Duration.ofSeconds(timeout == null ? 0 : timeout))) {
                    case Fate.Begins _ -> kept.add(task.with("creationTimestamp", Value.text("<now>")));
                    case Fate.Until(Instant end) when !NOW.isAfter(end) -> kept.add(task);
                    case Fate.Kept() -> kept.add(task);
                    case Fate.Until _,Fate.Over() -> evicted.add(text(task, "fromCluster"));
                }
            }
            return MapValue.builder().put("evictedClusters", ListValue.ofTexts(evicted))
                    .put("gracefulEvictionTasks", ListValue.of(kept)).build();
        });
    }

    private static String text(MapValue map, String key) {
        String text = map.textAt(key);
        return text == null ? "" : text;
    }

    private static Manifest object(MapValue input) {
        return new Manifest(input.mapAt("object"));
    }

    private static void check(String suite, Function<MapValue, ? extends Interpreted<? extends Value>> question, String field) {
        Vectors.check(suite, recorded -> {
            Value actual = switch (question.apply(recorded.input())) {
                case Interpreted.Known<?>(Object answer) -> MapValue.of(field, (Value) answer);
                case Interpreted.NoRule<?>() -> MapValue.of("error", Value.text(""));
                case Interpreted.Failed<?> _ -> MapValue.of("error", Value.text(""));
            };
            return matches(recorded, actual, answer -> answer);
        });
    }

    /// Errors agree when both are one; everything else compares as trees.
    private static @Nullable String matches(Vectors.Case recorded, Value actual, Function<Value, Value> comparable) {
        boolean right = recorded.accepted().stream().anyMatch(expected -> expected.get("error") != null
                ? actual.get("error") != null
                : comparable.apply(expected).equals(comparable.apply(actual)));
        return right ? null : Vectors.difference(recorded, actual);
    }

    static List<Document> documents(ListValue manifests) {
        return manifests.maps().stream().map(manifest -> {
            YamlDocument source = YamlReader.read(new SourceFile("policies.yaml", Json.pretty(manifest))).documents().getFirst();
            return new Document(new Manifest((MapValue) source.root()), source);
        }).toList();
    }
}
