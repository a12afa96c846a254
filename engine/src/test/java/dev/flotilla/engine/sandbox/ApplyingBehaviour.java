package dev.flotilla.engine.sandbox;

import dev.flotilla.engine.sandbox.KubeHttp.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// Server-side apply: ownership and conflicts.
abstract class ApplyingBehaviour extends ServerBehaviour {
    private String path;

    @BeforeEach
    void choosePath() {
        path = core + "/configmaps/a";
    }

    @Test
    void createsAndOwns() {
        var made = api.apply(path, "me", configMap("a", "{\"k\":\"1\"}")).expect(201);
        var entry = made.listAt("metadata", "managedFields").maps().getFirst();
        assertThat(entry.textAt("manager")).isEqualTo("me");
        assertThat(entry.textAt("operation")).isEqualTo("Apply");
        assertThat(entry.mapAt("fieldsV1")).isEqualTo(json("{\"f:data\":{\"f:k\":{}}}"));
        assertThat(entry.textAt("fieldsType")).isEqualTo("FieldsV1");

        var again = api.apply(path, "me", configMap("a", "{\"k\":\"1\"}")).expect(200);
        assertThat(again.textAt("metadata", "resourceVersion")).isEqualTo(made.textAt("metadata", "resourceVersion"));
    }

    @Test
    void removesWhatIsNoLongerApplied() {
        api.apply(path, "me", configMap("a", "{\"k\":\"1\",\"gone\":\"x\"}")).expect(201);
        api.merge(path + "?fieldManager=other", "{\"data\":{\"theirs\":\"y\"}}").expect(200);
        var applied = api.apply(path, "me", configMap("a", "{\"k\":\"1\"}")).expect(200);
        assertThat(applied.mapAt("data")).isEqualTo(json("{\"k\":\"1\",\"theirs\":\"y\"}"));
    }

    @Test
    void refusesToTakeFromOthersUnlessForced() {
        api.apply(path, "first", configMap("a", "{\"k\":\"1\",\"l\":\"1\"}")).expect(201);

        Answer one = api.apply(path, "second", configMap("a", "{\"k\":\"2\",\"l\":\"1\"}"));
        var body = one.expect(409);
        assertThat(body.textAt("reason")).isEqualTo("Conflict");
        assertThat(body.textAt("message")).isEqualTo("Apply failed with 1 conflict: conflict with \"first\": .data.k");
        var cause = body.listAt("details", "causes").maps().getFirst();
        assertThat(cause.textAt("reason")).isEqualTo("FieldManagerConflict");
        assertThat(cause.textAt("message")).isEqualTo("conflict with \"first\"");
        assertThat(causes(one)).containsExactly(".data.k");

        Answer two = api.apply(path, "second", configMap("a", "{\"k\":\"2\",\"l\":\"2\"}"));
        assertThat(two.expect(409).textAt("message")).isEqualTo(
                "Apply failed with 2 conflicts: conflicts with \"first\":\n- .data.k\n- .data.l");

        var forced = api.apply(path, "second&force=true", configMap("a", "{\"k\":\"2\"}")).expect(200);
        assertThat(forced.textAt("data", "k")).isEqualTo("2");
        var first = forced.listAt("metadata", "managedFields").maps().stream()
                .filter(entry -> "first".equals(entry.textAt("manager")))
                .findFirst().orElseThrow();
        assertThat(first.mapAt("fieldsV1")).isEqualTo(json("{\"f:data\":{\"f:l\":{}}}"));
    }

    @Test
    void conflictsWithUpdatesNamingTheirVersion() {
        api.post(core + "/configmaps?fieldManager=editor", configMap("a", "{\"k\":\"1\"}")).expect(201);
        var body = api.apply(path, "me", configMap("a", "{\"k\":\"2\"}")).expect(409);
        assertThat(body.textAt("message")).startsWith("Apply failed with 1 conflict: conflict with \"editor\" using v1")
                .endsWith(
                        ": .data.k");
    }

    @Test
    void sharesWhatIsEqual() {
        api.apply(path, "first", configMap("a", "{\"k\":\"1\"}")).expect(201);
        api.apply(path, "second", configMap("a", "{\"k\":\"1\"}")).expect(200);
        var left = api.apply(path, "first", configMap("a", "{}").replace(",\"data\":{}", "")).expect(200);
        assertThat(left.textAt("data", "k")).isEqualTo("1");
        var gone = api.apply(path, "second", configMap("a", "{}").replace(",\"data\":{}", "")).expect(200);
        assertThat(gone.mapAt("data").has("k")).isFalse();
    }

    @Test
    void mergesListsByTheirKeys() {
        String deployment = DEPLOYMENT.replace("\"replicas\":3,", "\"replicas\":0,");
        api.apply(apps + "/deployments/web", "first", deployment).expect(201);
        String side = """
                {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web"},"spec":{"template":{"spec":{"containers":[
                  {"name":"side","image":"busybox:1"}]}}}}""";
        var merged = api.apply(apps + "/deployments/web", "second", side).expect(200);
        assertThat(merged.listAt("spec", "template", "spec", "containers").maps().stream().map(one -> one.textAt("name")))
                .containsExactlyInAnyOrder("nginx", "side");

        Answer refused = api.apply(apps + "/deployments/web", "second",
                side.replace("\"name\":\"side\",\"image\":\"busybox:1\"",
                        "\"name\":\"nginx\",\"image\":\"nginx:2\""));
        refused.expect(409);
        assertThat(causes(refused)).containsExactly(".spec.template.spec.containers[name=\"nginx\"].image");

        var left = api.apply(apps + "/deployments/web", "second", """
                {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web"},"spec":{"paused":false}}""")
                .expect(200);
        assertThat(left.listAt("spec", "template", "spec", "containers").maps().stream().map(one -> one.textAt("name")))
                .containsExactly(
                        "nginx");
    }

    @Test
    void needsAManagerAndTakesYaml() {
        assertThat(api.send("PATCH", path, "application/apply-patch+yaml", configMap("a", "{}")).status()).isIn(400, 422);
        var made = api.apply(path, "me", "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\ndata:\n  k: \"1\"\n")
                .expect(201);
        assertThat(made.textAt("data", "k")).isEqualTo("1");
    }

    @Test
    void canBeTriedOut() {
        api.apply(path, "me&dryRun=All", configMap("a", "{\"k\":\"1\"}")).expect(201);
        assertThat(api.get(path).status()).isEqualTo(404);
    }
}
