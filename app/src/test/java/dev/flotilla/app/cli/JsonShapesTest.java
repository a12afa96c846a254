package dev.flotilla.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.Json;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// The JSON that scripts rely on, field by field, with what `docs/cli.md` says of it. A field more is a line more here and there.
@Timeout(120)
class JsonShapesTest {
    private static final String REF = "apiVersion kind name namespace";
    private static final String DIAGNOSTIC = "code column file hint line message severity";

    @TempDir Path folder;

    @BeforeEach
    void write() throws IOException {
        Files.writeString(folder.resolve("flotilla.yaml"), """
                apiVersion: flotilla.dev/v1alpha1
                kind: Workspace
                metadata: {name: shapes}
                spec: {members: [{name: one, sandbox: {nodes: 1}}, {name: two, sandbox: {nodes: 1}}]}
                """);
        Files.writeString(folder.resolve("web.yaml"), Samples.web(1, "one") + """
                ---
                apiVersion: policy.karmada.io/v1alpha1
                kind: OverridePolicy
                metadata: {name: web, namespace: default}
                spec:
                  resourceSelectors: [{apiVersion: apps/v1, kind: Deployment}]
                  overrideRules:
                  - overriders: {labelsOverrider: [{operator: add, value: {tier: front}}]}
                ---
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: doubtful, namespace: default}
                immutabl: true
                """);
    }

    private Value json(String command) {
        var result = run(command);
        assertThat(result.out()).as(result.err()).isNotEmpty();
        return Json.read(result.out());
    }

    private Runs.Result run(String command) {
        return new Runs(folder).variable("XDG_STATE_HOME", folder.resolve("state").toString()).variable("HOME", folder.toString())
                .with(command.split(" "));
    }

    /// The paths of all fields: `objects[].ref.kind`. Lists are taken together.
    private static Set<String> shape(Value value) {
        var paths = new TreeSet<String>();
        collect("", value, paths);
        return paths;
    }

    private static void collect(String at, Value value, Set<String> paths) {
        if (value instanceof MapValue map && !map.keys().isEmpty()) {
            map.forEach((key, inner) -> collect(at.isEmpty() ? key : at + "." + key, inner, paths));
        } else if (value instanceof ListValue list && !list.isEmpty()) {
            list.forEach(item -> collect(at + "[]", item, paths));
        } else {
            paths.add(at);
        }
    }

    /// `a[]: x y` stands for `a[].x` and `a[].y`.
    private static Set<String> fields(String text) {
        return text.strip().lines().flatMap(line -> {
            int colon = line.indexOf(": ");
            String prefix = colon < 0 ? "" : line.substring(0, colon).strip() + ".";
            return Arrays.stream(line.substring(colon + 1).strip().split(" ")).map(name -> prefix + name);
        }).collect(Collectors.toCollection(TreeSet::new));
    }

    /// Records are manifests, whose fields are not this program's.
    private static Value withoutManifests(Value status) {
        return status.set(FieldPath.of("objects"), ListValue.of(status.listAt("objects").maps().stream()
                .map(object -> object.with("records", ListValue.EMPTY)).toList()));
    }

    private static void isDocumented(Value value, String expected) throws IOException {
        assertThat(shape(value)).containsExactlyElementsOf(fields(expected));
        String docs = Files.readString(Runs.ROOT.resolve("docs/cli.md"));
        for (String path : shape(value)) {
            for (String name : path.split("[.\\[\\]]+")) {
                assertThat(docs).as("docs/cli.md names %s of %s", name, path).contains(name);
            }
        }
    }

    @Test
    void validate() throws IOException {
        isDocumented(json("validate . -o json"), "diagnostics[]: " + DIAGNOSTIC);
    }

    @Test
    void plan() throws IOException {
        isDocumented(json("plan . -o json"), """
                workspace dialects[] hash
                clusters[]: name ready version labels provider region zones taints
                objects[]: dialect replicas certainty error
                objects[].ref: %s
                objects[].policy: kind namespace name
                objects[].placements[]: cluster replicas
                objects[].excluded[]: cluster step reason code
                objects[].overrides[]: cluster
                objects[].overrides[].policies[]: kind namespace name
                diagnostics[]: %s
                """.formatted(REF, DIAGNOSTIC));
    }

    @Test
    void explain() throws IOException {
        Value explained = json("explain . deployment/web -o json");

        isDocumented(explained, """
                documents
                objects[]: dialect replicas certainty doubt alternatives error
                objects[].ref: %1$s
                objects[].policy: kind namespace name
                objects[].template: file line column
                objects[].method: code message lines
                objects[].clusters[]: cluster chosen replicas failure suggestions suggestions[][]
                objects[].clusters[].steps[]: step name verdict reason
                objects[].clusters[].steps[].reason: code message lines
                objects[].clusters[].steps[].reason.lines[]: file line column
                objects[].stored[]: kind namespace name
                """.formatted(REF));
        isDocumented(json("explain . propagationpolicy/web -o json"), """
                objects
                documents[]: diagnostics
                documents[].ref: %1$s
                documents[].place: file line column
                documents[].facts[]: code message lines
                """.formatted(REF));
    }

    @Test
    void render() throws IOException {
        Value rendered = json("render . -o json");

        assertThat(rendered.mapAt("clusters").keys()).containsExactly("one", "two");
        assertThat(rendered.mapAt("clusters").listAt("one").maps().getFirst().textAt("kind")).isEqualTo("Deployment");
        isDocumented(MapValue.of("diagnostics", rendered.listAt("diagnostics")), "diagnostics[]: " + DIAGNOSTIC);
    }

    @Test
    void clusters() throws IOException {
        isDocumented(json("clusters . -o json"), "clusters[]: name state ready version address origin nodes readyNodes labels "
                + "provider region zones taints failure");
    }

    @Test
    void pushAndWhatIsKnownOfIt() throws IOException {
        isDocumented(json("diff . -o json"), """
                hash
                clusters[]: cluster failure changes
                clusters[].changes[]: action fields conflicts
                clusters[].changes[].ref: %s
                """.formatted(REF));

        var pushed = run("sync . -o json");
        List<Value> events = pushed.out().lines().map(Json::read).toList();
        assertThat(events).allSatisfy(event -> assertThat(event.textAt("at")).isNotNull());
        assertThat(events.getFirst().textAt("event")).isEqualTo("started");
        isDocumented(events.getLast(), """
                event at run end
                clusters[]: cluster created updated unchanged deleted conflicts failed seconds
                """);

        Value status = json("status . -o json");
        assertThat(status.listAt("objects").maps().getFirst().listAt("records").maps())
                .extracting(record -> record.textAt("kind"))
                .containsExactly("Deployment", "ResourceBinding", "Work");
        isDocumented(withoutManifests(status), """
                at current
                clusters[]: name answering lastHeard failure
                objects[]: dialect phase planned records
                objects[].ref: %s
                objects[].replicas: desired updated ready available
                objects[].members[]: cluster phase planned message stale seen source waits drift
                objects[].members[].conditions[]: type status reason message since
                objects[].members[].replicas: desired updated ready available
                """.formatted(REF));

        isDocumented(json("history . -o json"), """
                runs[]: id planHash started ended end rollbackOf
                runs[].clusters[]: cluster created updated unchanged deleted conflicts failed seconds
                runs[].changes[]: cluster outcome fields code message
                runs[].changes[].ref: %s
                """.formatted(REF));
    }

    @Test
    void convert() throws IOException {
        Value converted = json("convert . --to kubefed -o json");

        assertThat(((MapValue) converted).keys()).containsExactly("manifests", "equal", "differences", "leftovers");
        isDocumented(MapValue.of("leftovers", converted.listAt("leftovers")), "leftovers[]: code object arguments[]");
    }
}
