package dev.flotilla.engine.schema;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import dev.flotilla.engine.Pem;
import dev.flotilla.engine.RealClusters;
import dev.flotilla.engine.value.Json;
import dev.flotilla.engine.value.MapValue;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// The generated field list says what a real server's OpenAPI document says, for every type that both know.
@Tag("cluster")
class BuiltinSchemasOnRealServerTest {
    /// Fields that were dropped, or whose lists got their type, after Kubernetes 1.20.
    private static final Set<String> NEWER = Set.of("core.v1.PodStatus.podIPs", "meta.v1.ObjectMeta.clusterName",
            "meta.v1.ObjectMeta.selfLink");

    /// Fields that Kubernetes has dropped since 1.20.
    private static final Set<String> GONE = Set.of("core.v1.EphemeralVolumeSource.readOnly", "core.v1.ServiceSpec.topologyKeys",
            "meta.v1.ObjectMeta.clusterName");

    private static final Map<String, Set<Schema.Type>> TYPES = Map.of("string",
            Set.of(Schema.Type.STRING, Schema.Type.QUANTITY, Schema.Type.INT_OR_STRING), "integer", Set.of(Schema.Type.INTEGER),
            "number", Set.of(Schema.Type.NUMBER), "boolean", Set.of(Schema.Type.BOOLEAN), "array", Set.of(Schema.Type.ARRAY),
            "object", Set.of(Schema.Type.OBJECT, Schema.Type.ANY));

    @Test
    void listsMergeByTheSameKeys() throws Exception {
        MapValue definitions = definitions();
        var schemas = BuiltinSchemas.shared();
        var differences = new ArrayList<String>();
        int compared = 0;
        for (String name : schemas.names()) {
            MapValue theirs = definitions.mapAt(published(name), "properties");
            for (var property : schemas.type(name).properties().entrySet()) {
                Schema ours = property.getValue();
                MapValue field = theirs.mapAt(property.getKey());
                if (ours.type() != Schema.Type.ARRAY || field.isEmpty() || NEWER.contains(name + "." + property.getKey()))
                    continue;
                compared++;
                String key = field.textAt("x-kubernetes-patch-merge-key");
                List<String> keys = field.listAt("x-kubernetes-list-map-keys").texts();
                if (key != null && !key.equals(ours.mergeKey()))
                    differences.add(name + "." + property.getKey() + " merges by " + key);
                if (!keys.isEmpty() && !keys.equals(ours.listKeys()))
                    differences.add(name + "." + property.getKey() + " has keys " + keys);
            }
        }
        assertThat(differences).isEmpty();
        assertThat(compared).isGreaterThan(100);
    }

    /// Of a field that a server has nobody is told that there is no such field; nor of a value that it takes.
    @Test
    void everyFieldOfTheServerIsKnownWithItsType() throws Exception {
        MapValue definitions = definitions();
        var schemas = BuiltinSchemas.shared();
        var differences = new TreeSet<String>();
        int compared = 0;
        for (String name : schemas.names()) {
            Schema ours = schemas.type(name);
            for (var field : definitions.mapAt(published(name), "properties")) {
                compared++;
                Schema member = ours.member(field.getKey());
                String theirs = field.getValue().textAt("type");
                if (member == null) differences.add(name + "." + field.getKey());
                else if (theirs != null && !TYPES.get(theirs).contains(member.type()))
                    differences.add(name + "." + field.getKey() + " is " + theirs);
            }
        }
        assertThat(differences).containsExactlyInAnyOrderElementsOf(GONE);
        assertThat(compared).isGreaterThan(800);
    }

    private static String published(String name) {
        if (name.startsWith("meta.")) return "io.k8s.apimachinery.pkg.apis." + name;
        return name.startsWith("apiextensions.") ? "io.k8s.apiextensions-apiserver.pkg.apis." + name : "io.k8s.api." + name;
    }

    private static MapValue definitions() throws Exception {
        var cluster = RealClusters.member("worker01");
        try (var client = HttpClient.newBuilder().sslContext(Pem.trusting(cluster.caFile())).build()) {
            var request = HttpRequest.newBuilder(URI.create(cluster.server() + "/openapi/v2"))
                    .header("Authorization", "Bearer " + cluster
                            .token())
                    .build();
            var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            return ((MapValue) Json.read(answer.body())).mapAt("definitions");
        }
    }
}
