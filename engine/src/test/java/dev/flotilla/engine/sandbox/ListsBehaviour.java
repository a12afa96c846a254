package dev.flotilla.engine.sandbox;

import java.util.List;
import java.util.stream.Collectors;

import dev.flotilla.engine.value.MapValue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/// Pages and selectors.
abstract class ListsBehaviour extends ServerBehaviour {
    @Test
    void comeInPages() {
        for (String name : List.of("a", "b", "c", "d", "e")) {
            create(name, "{}");
        }
        String path = core + "/configmaps?fieldSelector=metadata.name!=kube-root-ca.crt&limit=2";
        var first = api.get(path).expect(200);
        var second = api.get(path + "&continue=" + first.textAt("metadata", "continue")).expect(200);
        var third = api.get(path + "&continue=" + second.textAt("metadata", "continue")).expect(200);

        assertThat(names(first)).containsExactly("a", "b");
        assertThat(names(second)).containsExactly("c", "d");
        assertThat(names(third)).containsExactly("e");
        assertThat(third.textAt("metadata", "continue")).isNull();
        assertThat(second.textAt("metadata", "resourceVersion")).isEqualTo(first.textAt("metadata", "resourceVersion"));
        assertThat(first.textAt("kind")).isEqualTo("ConfigMapList");
    }

    private List<String> names(MapValue list) {
        return list.listAt("items").maps().stream().map(item -> item.textAt("metadata", "name")).toList();
    }

    /// The columns that people see; those that `-o wide` adds have a priority.
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            /api/v1/namespaces/NS/pods            | Name,Ready,Status,Restarts,Age            | IP,Node,Nominated Node,Readiness Gates
            /api/v1/namespaces/NS/services        | Name,Type,Cluster-IP,External-IP,Port(s),Age | Selector
            /api/v1/namespaces/NS/endpoints       | Name,Endpoints,Age                        |
            /api/v1/namespaces/NS/configmaps      | Name,Data,Age                             |
            /api/v1/namespaces/NS/secrets         | Name,Type,Data,Age                        |
            /apis/apps/v1/namespaces/NS/deployments | Name,Ready,Up-to-date,Available,Age     | Containers,Images,Selector
            /apis/apps/v1/namespaces/NS/replicasets | Name,Desired,Current,Ready,Age          | Containers,Images,Selector
            /apis/apps/v1/namespaces/NS/statefulsets | Name,Ready,Age                         | Containers,Images
            /api/v1/namespaces                    | Name,Status,Age                           |
            /api/v1/nodes                         | Name,Status,Roles,Age,Version             | Internal-IP,External-IP,OS-Image,Kernel-Version,Container-Runtime
            """)
    void areTablesWithTheColumnsThatPeopleKnow(String path, String columns, @Nullable String wide) {
        MapValue table = api.table(path.replace("NS", namespace)).expect(200);

        assertThat(table.textAt("kind")).isEqualTo("Table");
        assertThat(columns(table, 0)).isEqualTo(columns);
        assertThat(columns(table, 1)).isEqualTo(wide == null ? "" : wide);
    }

    @Test
    void ofEventsBeginWithWhenTheyWereSeen() {
        MapValue table = api.table(core + "/events").expect(200);

        assertThat(columns(table, 0)).isEqualTo("Last Seen,Type,Reason,Object,Message");
    }

    private static String columns(MapValue table, long priority) {
        return table.listAt("columnDefinitions").maps().stream()
                .filter(column -> Math.min(number(column, "priority"), 1) == priority)
                .map(column -> String.valueOf(column.textAt("name"))).collect(Collectors.joining(","));
    }

    @Test
    void areChosenByLabelsAndFields() {
        for (String[] one : new String[][]{{"a", "web", "eu"}, {"b", "web", "us"}, {"c", "db", "us"}}) {
            api.post(core + "/configmaps", "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"" + one[0]
                    + "\",\"labels\":{\"app\":\"" + one[1] + "\",\"region\":\"" + one[2] + "\"}}}").expect(201);
        }
        assertThat(names(api.get(core + "/configmaps?labelSelector=app%3Dweb").expect(200))).containsExactly("a", "b");
        assertThat(names(api.get(core + "/configmaps?labelSelector=app%3Dweb,region!%3Deu").expect(200)))
                .containsExactly("b");
        assertThat(names(api.get(core + "/configmaps?labelSelector=region+in+(us),app+notin+(web)").expect(200)))
                .contains("c")
                .doesNotContain("a", "b");
        assertThat(names(api.get(core + "/configmaps?labelSelector=app").expect(200))).containsExactly("a", "b", "c");
        assertThat(names(api.get(core + "/configmaps?fieldSelector=metadata.name%3Db").expect(200))).containsExactly("b");
        assertThat(api.get(core + "/configmaps?fieldSelector=data.k%3Db").status()).isEqualTo(400);
    }

    @Test
    void areDeletedAtOnce() {
        create("a", "{}");
        create("b", "{}");
        api.delete(core + "/configmaps").expect(200);
        assertThat(api.get(core + "/configmaps/a").status()).isEqualTo(404);
        assertThat(api.get(core + "/configmaps/b").status()).isEqualTo(404);
    }
}
