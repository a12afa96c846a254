package dev.flotilla.engine.sandbox;

import dev.flotilla.engine.sandbox.KubeHttp.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// CustomResourceDefinitions with structural schemas.
abstract class CustomKindsBehaviour extends ServerBehaviour {
    private String group;
    private String widgets;

    @BeforeEach
    void define() {
        group = namespace + ".example.com";
        widgets = "/apis/" + group + "/v1/namespaces/" + namespace + "/widgets";
        api.post("/apis/apiextensions.k8s.io/v1/customresourcedefinitions",
                """
                        {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition","metadata":{"name":"widgets.GROUP"},
                         "spec":{"group":"GROUP","scope":"Namespaced","names":{"kind":"Widget","plural":"widgets","shortNames":["wd"]},
                          "versions":[{"name":"v1","served":true,"storage":true,
                           "subresources":{"status":{},"scale":{"specReplicasPath":".spec.size","statusReplicasPath":".status.size"}},
                           "schema":{"openAPIV3Schema":{"type":"object","properties":{
                            "spec":{"type":"object","required":["size"],"properties":{
                              "size":{"type":"integer","minimum":1},
                              "color":{"type":"string","default":"red","enum":["red","blue"]},
                              "parts":{"type":"array","x-kubernetes-list-type":"map","x-kubernetes-list-map-keys":["name"],
                               "items":{"type":"object","required":["name"],"properties":{"name":{"type":"string"},"count":{"type":"integer"}}}}}},
                            "status":{"type":"object","properties":{"size":{"type":"integer"}}}}}}}]}}"""
                        .replace("GROUP", group))
                .expect(201);
        api.awaitBody("/apis/apiextensions.k8s.io/v1/customresourcedefinitions/widgets." + group,
                crd -> crd.listAt("status", "conditions")
                        .maps().stream()
                        .anyMatch(one -> "Established".equals(one.textAt("type")) && "True".equals(one.textAt("status"))));
        api.await("/apis/" + group + "/v1", answer -> answer.status() == 200);
        api.await(widgets, answer -> answer.status() == 200);
    }

    @AfterEach
    void drop() {
        if (api == null) return;
        api.delete("/apis/apiextensions.k8s.io/v1/customresourcedefinitions/widgets." + group);
    }

    private String widget(String spec) {
        return "{\"apiVersion\":\"" + group + "/v1\",\"kind\":\"Widget\",\"metadata\":{\"name\":\"a\"},\"spec\":" + spec
                + "}";
    }

    @Test
    void areServedDefaultedAndPruned() {
        var made = api.post(widgets, widget("{\"size\":2,\"unknown\":true}")).expect(201);
        assertThat(made.mapAt("spec")).isEqualTo(json("{\"size\":2,\"color\":\"red\"}"));
        assertThat(number(made, "metadata", "generation")).isEqualTo(1);
        var resources = api.get("/apis/" + group + "/v1").expect(200).listAt("resources").maps().stream()
                .map(one -> one.textAt("name"))
                .toList();
        assertThat(resources).contains("widgets", "widgets/status", "widgets/scale");
    }

    @Test
    void areCheckedAgainstTheirSchema() {
        Answer type = api.post(widgets, widget("{\"size\":\"two\"}"));
        assertThat(type.expect(422).textAt("message")).contains("spec.size in body must be of type integer: \"string\"");
        assertThat(causes(type)).contains("spec.size");
        assertThat(causes(api.post(widgets, widget("{}")))).contains("spec.size");
        assertThat(api.post(widgets, widget("{\"size\":0}")).expect(422).textAt("message")).contains(
                "spec.size in body should be greater than or equal to 1");
        assertThat(api.post(widgets, widget("{\"size\":1,\"color\":\"green\"}")).expect(422).textAt("message")).contains(
                "Unsupported value: \"green\": supported values: \"red\", \"blue\"");
    }

    @Test
    void haveSubresources() {
        api.post(widgets, widget("{\"size\":2}")).expect(201);
        var scaled = api.merge(widgets + "/a/scale", "{\"spec\":{\"replicas\":4}}").expect(200);
        assertThat(number(scaled, "spec", "replicas")).isEqualTo(4);
        var after = api.get(widgets + "/a").expect(200);
        assertThat(number(after, "spec", "size")).isEqualTo(4);
        assertThat(number(after, "metadata", "generation")).isEqualTo(2);
        var status = api.merge(widgets + "/a/status", "{\"status\":{\"size\":4},\"spec\":{\"size\":9}}").expect(200);
        assertThat(number(status, "spec", "size")).isEqualTo(4);
        assertThat(number(status, "status", "size")).isEqualTo(4);
        assertThat(number(status, "metadata", "generation")).isEqualTo(2);
    }

    @Test
    void areAppliedWithTheirListKeys() {
        api.apply(widgets + "/a", "first", widget("{\"size\":2,\"parts\":[{\"name\":\"x\",\"count\":1}]}")).expect(201);
        var merged = api.apply(widgets + "/a", "second", widget("{\"parts\":[{\"name\":\"y\"}]}")).expect(200);
        assertThat(merged.listAt("spec", "parts").maps().stream().map(one -> one.textAt("name")))
                .containsExactlyInAnyOrder("x", "y");
        Answer refused = api.apply(widgets + "/a", "second", widget("{\"size\":3}"));
        refused.expect(409);
        assertThat(causes(refused)).containsExactly(".spec.size");
    }

    @Test
    void needAVersionToBeReplaced() {
        var made = api.post(widgets, widget("{\"size\":2}")).expect(201);
        var bare = made.with("metadata", made.mapAt("metadata").without("resourceVersion"));
        assertThat(causes(api.put(widgets + "/a", bare))).contains("metadata.resourceVersion");
        assertThat(api.strategic(widgets + "/a", "{\"spec\":{\"size\":3}}").status()).isEqualTo(415);
    }

    @Test
    void goWithTheirDefinition() {
        api.post(widgets, widget("{\"size\":2}")).expect(201);
        api.delete("/apis/apiextensions.k8s.io/v1/customresourcedefinitions/widgets." + group).expect(200);
        api.awaitGone("/apis/apiextensions.k8s.io/v1/customresourcedefinitions/widgets." + group);
        api.awaitGone(widgets + "/a");
    }
}
