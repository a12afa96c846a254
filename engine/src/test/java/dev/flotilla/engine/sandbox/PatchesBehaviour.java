package dev.flotilla.engine.sandbox;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// The three kinds of patch.
abstract class PatchesBehaviour extends ServerBehaviour {
    @Test
    void mergeMaps() {
        create("a", "{\"k\":\"1\",\"old\":\"x\"}");
        var patched = api.merge(core + "/configmaps/a", "{\"data\":{\"k\":\"2\",\"old\":null}}").expect(200);
        assertThat(patched.mapAt("data")).isEqualTo(json("{\"k\":\"2\"}"));
    }

    @Test
    void goStepByStep() {
        create("a", "{\"k\":\"1\",\"a/b\":\"x\"}".replace("a/b", "ab"));
        var patched = api.jsonPatch(core + "/configmaps/a", """
                [{"op":"test","path":"/data/k","value":"1"},{"op":"move","from":"/data/ab","path":"/data/moved"},
                 {"op":"replace","path":"/data/k","value":"2"},{"op":"add","path":"/metadata/labels","value":{"x":"y"}}]""")
                .expect(200);
        assertThat(patched.mapAt("data")).isEqualTo(json("{\"k\":\"2\",\"moved\":\"x\"}"));
        assertThat(patched.textAt("metadata", "labels", "x")).isEqualTo("y");

        assertThat(api.jsonPatch(core + "/configmaps/a", "[{\"op\":\"test\",\"path\":\"/data/k\",\"value\":\"1\"}]").status())
                .isEqualTo(
                        422);
        assertThat(api.jsonPatch(core + "/configmaps/a", "[{\"op\":\"remove\",\"path\":\"/data/none\"}]").status())
                .isEqualTo(422);
    }

    @Test
    void mergeListsByTheirKeys() {
        api.post(apps + "/deployments", DEPLOYMENT.replace("\"replicas\":3", "\"replicas\":0")).expect(201);
        var patched = api.strategic(apps + "/deployments/web", """
                {"spec":{"template":{"spec":{"containers":[
                  {"name":"side","image":"busybox:1"},
                  {"name":"nginx","image":"nginx:1.26","env":[{"name":"A","value":"1"}]}]}}}}""").expect(200);

        var containers = patched.listAt("spec", "template", "spec", "containers").maps();
        assertThat(containers).hasSize(2);
        var nginx = containers.stream().filter(one -> "nginx".equals(one.textAt("name"))).findFirst().orElseThrow();
        assertThat(nginx.textAt("image")).isEqualTo("nginx:1.26");
        assertThat(nginx.listAt("ports")).isNotEmpty();
        assertThat(number(patched, "metadata", "generation")).isEqualTo(2);

        var again = api.strategic(apps + "/deployments/web", """
                {"spec":{"template":{"spec":{"containers":[{"name":"side","$patch":"delete"}]}}}}""").expect(200);
        assertThat(again.listAt("spec", "template", "spec", "containers").maps()).hasSize(1);
    }

    @Test
    void replaceAStrategyAsAWhole() {
        api.post(apps + "/deployments", DEPLOYMENT.replace("\"replicas\":3", "\"replicas\":0")).expect(201);
        var patched = api.strategic(apps + "/deployments/web", """
                {"spec":{"strategy":{"$retainKeys":["type"],"type":"Recreate"}}}""").expect(200);
        assertThat(patched.mapAt("spec", "strategy")).isEqualTo(json("{\"type\":\"Recreate\"}"));
    }

    @Test
    void needAKnownMediaType() {
        create("a", "{}");
        assertThat(api.send("PATCH", core + "/configmaps/a", "application/json", "{}").status()).isEqualTo(415);
    }
}
