package dev.flotilla.engine.sandbox;

import java.util.List;
import java.util.UUID;

import dev.flotilla.engine.sandbox.KubeHttp.Answer;
import dev.flotilla.engine.value.Json;
import dev.flotilla.engine.value.MapValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// A server and, for each test, a namespace of its own.
abstract class ServerBehaviour {
    static final String DEPLOYMENT = """
            {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web","labels":{"app":"web"}},
             "spec":{"replicas":3,"selector":{"matchLabels":{"app":"web"}},
              "template":{"metadata":{"labels":{"app":"web"}},
               "spec":{"containers":[{"name":"nginx","image":"nginx:1.25","ports":[{"containerPort":80}]}]}}}}""";

    KubeHttp api;
    String namespace;
    String core;
    String apps;

    /// A server to talk to; closed after each test.
    abstract KubeHttp connect();

    @BeforeEach
    void makeNamespace() {
        api = connect();
        namespace = "t-" + UUID.randomUUID().toString().substring(0, 8);
        core = "/api/v1/namespaces/" + namespace;
        apps = "/apis/apps/v1/namespaces/" + namespace;
        api.post("/api/v1/namespaces",
                "{\"apiVersion\":\"v1\",\"kind\":\"Namespace\",\"metadata\":{\"name\":\"" + namespace + "\"}}").expect(
                        201);
        api.await(core + "/serviceaccounts/default", answer -> answer.status() == 200);
    }

    @AfterEach
    void dropNamespace() {
        if (api == null) return; // no server here: the test was aborted before it began
        api.delete("/api/v1/namespaces/" + namespace);
        api.close();
    }

    static String configMap(String name, String data) {
        return "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"" + name + "\"},\"data\":" + data + "}";
    }

    MapValue create(String name, String data) {
        return api.post(core + "/configmaps", configMap(name, data)).expect(201);
    }

    static MapValue json(String text) {
        return (MapValue) Json.read(text);
    }

    static List<String> causes(Answer answer) {
        return answer.body().listAt("details", "causes").maps().stream().map(cause -> cause.textAt("field")).toList();
    }

    static long number(MapValue object, String... path) {
        Long number = object.intAt(path);
        return number == null ? 0 : number;
    }
}
