package dev.flotilla.engine.sandbox;

import java.util.List;

import dev.flotilla.engine.sandbox.KubeHttp.Answer;
import dev.flotilla.engine.value.MapValue;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// Creation, reading, replacement, deletion, and what is refused.
abstract class ObjectsBehaviour extends ServerBehaviour {
    @Test
    void areCreatedReadAndDeleted() {
        MapValue made = create("a", "{\"k\":\"v\"}");

        assertThat(made.textAt("metadata", "uid")).isNotBlank();
        assertThat(made.textAt("metadata", "creationTimestamp")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
        assertThat(made.textAt("metadata", "namespace")).isEqualTo(namespace);
        assertThat(api.get(core + "/configmaps/a").expect(200)).isEqualTo(made);

        var deleted = api.delete(core + "/configmaps/a").expect(200);
        assertThat(deleted.textAt("status")).isEqualTo("Success");
        assertThat(deleted.textAt("details", "name")).isEqualTo("a");
        var gone = api.get(core + "/configmaps/a").expect(404);
        assertThat(gone.textAt("reason")).isEqualTo("NotFound");
        assertThat(gone.textAt("message")).isEqualTo("configmaps \"a\" not found");
        assertThat(gone.textAt("details", "kind")).isEqualTo("configmaps");
    }

    @Test
    void ofWhichTheClusterIsMadeStay() {
        for (String name : List.of("default", "kube-system", "kube-public")) {
            MapValue refused = api.delete("/api/v1/namespaces/" + name).expect(403);

            assertThat(refused.textAt("reason")).isEqualTo("Forbidden");
            assertThat(refused.textAt("message"))
                    .isEqualTo("namespaces \"" + name + "\" is forbidden: this namespace may not be deleted");
        }
    }

    @Test
    void existOnlyOnce() {
        create("a", "{}");
        var refused = api.post(core + "/configmaps", configMap("a", "{}")).expect(409);
        assertThat(refused.textAt("reason")).isEqualTo("AlreadyExists");
        assertThat(refused.textAt("message")).isEqualTo("configmaps \"a\" already exists");
    }

    @Test
    void getNamesFromAPrefix() {
        var made = api.post(core + "/configmaps", """
                {"apiVersion":"v1","kind":"ConfigMap","metadata":{"generateName":"a-"}}""").expect(201);
        assertThat(made.textAt("metadata", "name")).matches("a-[a-z0-9]{5}");
    }

    @Test
    void needTheirNamespace() {
        var refused = api.post("/api/v1/namespaces/nowhere-at-all/configmaps", configMap("a", "{}")).expect(404);
        assertThat(refused.textAt("message")).isEqualTo("namespaces \"nowhere-at-all\" not found");
    }

    @Test
    void areNotOverwrittenByAnOldState() {
        MapValue first = create("a", "{\"k\":\"1\"}");
        MapValue second = api.put(core + "/configmaps/a", first.with("data", json("{\"k\":\"2\"}"))).expect(200);
        assertThat(second.textAt("metadata", "resourceVersion")).isNotEqualTo(first.textAt("metadata", "resourceVersion"));

        var refused = api.put(core + "/configmaps/a", first.with("data", json("{\"k\":\"3\"}"))).expect(409);

        assertThat(refused.textAt("reason")).isEqualTo("Conflict");
        assertThat(refused.textAt("message"))
                .isEqualTo("Operation cannot be fulfilled on configmaps \"a\": the object has been modified; "
                        + "please apply your changes to the latest version and try again");
    }

    @Test
    void keepTheirVersionWhenNothingChanges() {
        MapValue made = create("a", "{\"k\":\"1\"}");
        MapValue again = api.put(core + "/configmaps/a", made).expect(200);
        assertThat(again.textAt("metadata", "resourceVersion")).isEqualTo(made.textAt("metadata", "resourceVersion"));
    }

    @Test
    void areRefusedWhenTheyAreNotValid() {
        Answer refused = api.post(apps + "/deployments", """
                {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"Bad_Name"},
                 "spec":{"replicas":-1,"selector":{"matchLabels":{"app":"web"}},
                  "template":{"metadata":{"labels":{"app":"other"}},"spec":{"containers":[{"name":"a"}]}}}}""");

        var body = refused.expect(422);
        assertThat(body.textAt("reason")).isEqualTo("Invalid");
        assertThat(body.textAt("message")).startsWith("Deployment.apps \"Bad_Name\" is invalid: ");
        assertThat(causes(refused)).contains("metadata.name", "spec.replicas", "spec.template.metadata.labels",
                "spec.template.spec.containers[0].image");
    }

    @Test
    void areRefusedWhenAFieldHasTheWrongType() {
        var refused = api.post(apps + "/deployments", DEPLOYMENT.replace("\"replicas\":3", "\"replicas\":\"three\""))
                .expect(400);
        assertThat(refused.textAt("reason")).isEqualTo("BadRequest");
    }

    @Test
    void loseFieldsThatTheirKindHasNot() {
        var made = api.post(core + "/configmaps", """
                {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"},"data":{"k":"v"},"nonsense":1}""").expect(201);
        assertThat(made.has("nonsense")).isFalse();
    }

    @Test
    void areNotStoredInADryRun() {
        var made = api.post(core + "/configmaps?dryRun=All", configMap("a", "{\"k\":\"v\"}")).expect(201);
        assertThat(made.textAt("metadata", "uid")).isNotBlank();
        assertThat(api.get(core + "/configmaps/a").status()).isEqualTo(404);

        create("b", "{\"k\":\"v\"}");
        assertThat(api.merge(core + "/configmaps/b?dryRun=All", "{\"data\":{\"k\":\"w\"}}").expect(200).textAt("data", "k"))
                .isEqualTo("w");
        assertThat(api.get(core + "/configmaps/b").expect(200).textAt("data", "k")).isEqualTo("v");
        api.delete(core + "/configmaps/b?dryRun=All").expect(200);
        assertThat(api.get(core + "/configmaps/b").status()).isEqualTo(200);
    }

    @Test
    void areDeletedOnlyAsTheyAreKnown() {
        create("a", "{}");
        var refused = api.delete(core + "/configmaps/a", "{\"preconditions\":{\"uid\":\"another\"}}").expect(409);
        assertThat(refused.textAt("message"))
                .contains("the UID in the precondition (another) does not match the UID in record");
    }

    @Test
    void stayUntilTheirFinalizersAreGone() {
        api.post(core + "/configmaps", """
                {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a","finalizers":["example.com/wait"]}}""")
                .expect(201);
        var marked = api.delete(core + "/configmaps/a").expect(200);
        assertThat(marked.at("metadata", "deletionTimestamp")).isNotNull();
        assertThat(api.get(core + "/configmaps/a").expect(200).at("metadata", "deletionTimestamp")).isNotNull();

        api.merge(core + "/configmaps/a", "{\"metadata\":{\"finalizers\":null}}").expect(200);
        assertThat(api.get(core + "/configmaps/a").status()).isEqualTo(404);
    }
}
