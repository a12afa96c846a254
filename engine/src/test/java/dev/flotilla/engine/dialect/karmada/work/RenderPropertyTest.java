package dev.flotilla.engine.dialect.karmada.work;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;

import dev.flotilla.engine.dialect.karmada.interpret.Interpreter;
import dev.flotilla.engine.dialect.karmada.interpret.MemberStatus;
import dev.flotilla.engine.dialect.karmada.override.OverridePolicies;
import dev.flotilla.engine.dialect.karmada.override.OverrideResult;
import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.fleet.MemberCluster;
import dev.flotilla.engine.plan.Origin;
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

import static org.assertj.core.api.Assertions.assertThat;

/// Whatever YAML says, rendering answers, changes no template, and accounts for every change. The case number is the seed.
class RenderPropertyTest {
    private static final int CASES = 4000;
    private static final List<String> OBJECTS = List.of(
            """
                    {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web","namespace":"default","labels":{"app":"web"}},
                     "spec":{"replicas":3,"template":{"metadata":{"labels":{"app":"web"}},"spec":{"containers":[
                       {"name":"c","image":"nginx:1","args":["-a"],"env":[{"name":"E","value":"1"}]},{"name":"d","image":"r.io/x/y@sha256:1"}]}}},
                     "status":{"replicas":1}}""",
            """
                    {"apiVersion":"batch/v1","kind":"Job","metadata":{"name":"j","namespace":"default","uid":"1"},
                     "spec":{"parallelism":4,"completions":9,"selector":{"matchLabels":{"controller-uid":"x"}},"template":{"spec":{"containers":[
                       {"name":"c","image":"busybox"}]}}}}""",
            """
                    {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"m","namespace":"default","annotations":{"a":"b"}},
                     "data":{"c.yaml":"a: 1\\nb: [x, y]\\n","c.json":"{\\"a\\":[1,2]}","t":"plain"}}""",
            """
                    {"apiVersion":"v1","kind":"Service","metadata":{"name":"s","namespace":"default"},
                     "spec":{"type":"LoadBalancer","clusterIP":"10.0.0.1","ports":[{"port":80}]},"status":{"loadBalancer":{"ingress":[{"ip":"1.1.1.1"}]}}}""",
            """
                    {"apiVersion":"v1","kind":"ServiceAccount","metadata":{"name":"r","namespace":"default"},"secrets":[{"name":"r-token-1"},{"name":"x"}]}""",
            """
                    {"apiVersion":"v1","kind":"Pod","metadata":{"name":"p","namespace":"default"},"spec":{"containers":[{"name":"c","image":"a:1"}]}}""",
            """
                    {"apiVersion":"rbac.authorization.k8s.io/v1","kind":"ClusterRole","metadata":{"name":"cr"},"rules":[]}""");
    private static final String OVERRIDERS = """
            {"imageOverrider":[{"component":"Tag","operator":"replace","value":"2"},{"component":"Registry","operator":"add","value":"r.io",
               "predicate":{"path":"/spec/template/spec/containers/0/image"}}],
             "commandOverrider":[{"containerName":"c","operator":"add","value":["run"]}],
             "argsOverrider":[{"containerName":"c","operator":"remove","value":["-a"]}],
             "labelsOverrider":[{"operator":"add","value":{"x/y":"1"}},{"operator":"remove","value":{"app":""}}],
             "annotationsOverrider":[{"operator":"replace","value":{"a":"c"}}],
             "fieldOverrider":[{"fieldPath":"/data/c.yaml","yaml":[{"subPath":"/b/-","operator":"add","value":"z"}]}],
             "plaintext":[{"path":"/spec/template/spec/containers/0","operator":"add","value":{"name":"new","image":"i"}},
               {"path":"/metadata/labels","operator":"add","value":{"l":"1"}},{"path":"/spec/replicas","operator":"replace","value":5},
               {"path":"/spec/template/spec/containers/-1","operator":"remove"}]}""";

    @Test
    void renderingAnswersAndChangesNoTemplate() {
        int applied = 0;
        for (int seed = 0; seed < CASES; seed++) {
            var random = new Random(seed);
            var template = new Manifest(object(random));
            String before = Json.write(template.root());
            var works = new Works(OverridePolicies.of(policies(random)), Interpreter.builtIn());
            TemplateWorks renderer = works.forTemplate(template, binding(random), null);
            for (String member : List.of("m1", "m2")) {
                Rendered rendered = answer(seed, () -> renderer.render(MemberCluster.named(member), random.nextInt(5)));
                if (rendered instanceof Rendered.Sent sent) {
                    applied++;
                    assertThat(sent.manifest().kind().isEmpty()).as("seed %d", seed).isEqualTo(template.kind().isEmpty());
                    assertThat(sent.manifest().annotations()).as("seed %d", seed).containsKey("work.karmada.io/namespace");
                }
            }
            assertThat(Json.write(template.root())).as("seed %d", seed).isEqualTo(before);
        }
        assertThat(applied).as("renderings that succeeded").isGreaterThan(CASES / 10);
    }

    @Test
    void everyChangeHasAnOrigin() {
        int changes = 0;
        for (int seed = 0; seed < CASES; seed++) {
            var random = new Random(seed);
            var template = new Manifest(object(random));
            OverrideResult result = OverridePolicies.of(policies(random)).apply(template, MemberCluster.named("m1"));
            if (!(result instanceof OverrideResult.Applied applied)) continue;
            var changed = new ArrayList<FieldPath>();
            differences(FieldPath.ROOT, template.root(), applied.manifest().root(), changed);
            changes += changed.size();
            List<FieldPath> known = applied.origins().stream().map(Origin::path).toList();
            for (FieldPath path : changed) {
                assertThat(known).as("seed %d: origin of %s", seed, path)
                        .anyMatch(origin -> path.startsWith(origin) || origin.startsWith(path));
            }
            for (Origin origin : applied.origins()) {
                assertThat(origin.by()).as("seed %d", seed).isNotNull();
                assertThat(origin.rule()).as("seed %d", seed).isNotNull();
            }
        }
        assertThat(changes).as("changes that were looked at").isGreaterThan(CASES / 10);
    }

    @Test
    void theInterpreterAnswersForAnyObject() {
        Interpreter interpreter = Interpreter.builtIn();
        for (int seed = 0; seed < CASES; seed++) {
            var random = new Random(seed);
            var object = new Manifest(object(random));
            var other = new Manifest(object(random));
            var members = List.of(new MemberStatus("m1", other.at("status")), new MemberStatus("m2", value(random, 2)));
            answer(seed, () -> interpreter.replicas(object));
            answer(seed, () -> interpreter.revise(object, 2));
            answer(seed, () -> interpreter.retain(object, other));
            answer(seed, () -> interpreter.health(object));
            answer(seed, () -> interpreter.reflect(object));
            answer(seed, () -> interpreter.aggregate(object, members, Instant.EPOCH));
            answer(seed, () -> interpreter.dependencies(object));
        }
    }

    private interface Question<T> {
        T ask();
    }

    private static <T> T answer(int seed, Question<T> question) {
        try {
            T answer = question.ask();
            assertThat(answer).as("seed %d", seed).isNotNull();
            return answer;
        } catch (RuntimeException | StackOverflowError e) {
            throw new AssertionError("seed " + seed, e);
        }
    }

    /// The smallest places that differ; a list that changed its length counts as one.
    private static void differences(FieldPath at, @Nullable Value before, @Nullable Value after, List<FieldPath> into) {
        if (Objects.equals(before, after)) return;
        if (before instanceof MapValue old && after instanceof MapValue now) {
            old.keys().forEach(key -> differences(at.key(key), old.get(key), now.get(key), into));
            now.keys().stream().filter(key -> !old.has(key)).forEach(key -> into.add(at.key(key)));
        } else {
            into.add(at);
        }
    }

    private static WorkBinding binding(Random random) {
        return new WorkBinding(random.nextBoolean() ? "default" : null, "b", random.nextBoolean() ? "id" : null,
                List.of(new WorkBinding.Target("m1", 1), new WorkBinding.Target("m2", 3)), random.nextInt(4) > 0,
                random.nextInt(3),
                random.nextBoolean(), WorkBinding.Sending.NORMAL);
    }

    private static MapValue object(Random random) {
        Value object = Json.read(OBJECTS.get(random.nextInt(OBJECTS.size())));
        for (int i = random.nextInt(4); i > 1; i--) {
            object = mutated(random, object);
        }
        return object instanceof MapValue map ? map : MapValue.EMPTY;
    }

    private static List<Document> policies(Random random) {
        var policies = new ArrayList<Document>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            MapValue all = (MapValue) Json.read(OVERRIDERS);
            var some = MapValue.builder();
            all.forEach((key, value) -> {
                if (random.nextInt(3) == 0) some.put(key, random.nextInt(3) == 0 ? mutated(random, value) : one(random, value));
            });
            MapValue rule = MapValue.of("overriders", some.build());
            MapValue spec = random.nextBoolean() ? MapValue.of("overrideRules", ListValue.of(rule)) : rule;
            MapValue policy = MapValue.builder().put("apiVersion", "policy.karmada.io/v1alpha1")
                    .put("kind", random.nextBoolean() ? "OverridePolicy" : "ClusterOverridePolicy")
                    .put("metadata", MapValue.builder().put("name", "p" + i).put("namespace", "default").build())
                    .put("spec", spec).build();
            YamlDocument source = YamlReader.read(new SourceFile("p.yaml", Json.pretty(policy))).documents().getFirst();
            policies.add(new Document(new Manifest((MapValue) source.root()), source));
        }
        return policies;
    }

    private static Value one(Random random, Value list) {
        return list instanceof ListValue entries ? ListValue.of(entries.items().get(random.nextInt(entries.size()))) : list;
    }

    /// Something, somewhere, replaced, removed or added.
    private static Value mutated(Random random, Value value) {
        if (random.nextInt(5) == 0) return value(random, 2);
        return switch (value) {
            case MapValue map when !map.isEmpty() -> {
                String key = map.keys().get(random.nextInt(map.size()));
                Value child = map.get(key);
                yield switch (random.nextInt(6)) {
                    case 0 -> map.without(key);
                    case 1 -> map.with(key + "x", value(random, 2));
                    default -> child == null ? map : map.with(key, mutated(random, child));
                };
            }
            case ListValue list when !list.isEmpty() -> {
                int i = random.nextInt(list.size());
                yield switch (random.nextInt(6)) {
                    case 0 -> list.without(i);
                    case 1 -> list.appended(value(random, 2));
                    default -> list.with(i, mutated(random, list.items().get(i)));
                };
            }
            default -> value(random, 1);
        };
    }

    private static Value value(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 9 : 7)) {
            case 0 -> Value.NULL;
            case 1 -> Value.bool(random.nextBoolean());
            case 2 -> Value.number(random.nextInt(-3, 100));
            case 3 -> Value.number(random.nextDouble());
            case 4 -> Value.text("");
            case 5 -> Value.text(
                    List.of("/", "~", "/spec", "/metadata/labels", "a:b", "Überall", "1Gi", "remove").get(random.nextInt(8)));
            case 6 -> Value.number(Long.MAX_VALUE - random.nextInt(2));
            case 7 -> MapValue.of(List.of("name", "spec", "kind", "").get(random.nextInt(4)), value(random, depth - 1));
            default -> ListValue.of(value(random, depth - 1));
        };
    }
}
