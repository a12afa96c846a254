package dev.flotilla.engine.dialect.karmada;

import java.util.List;

import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.plan.Reason;
import dev.flotilla.engine.text.SourceFile;
import dev.flotilla.engine.text.YamlReader;
import dev.flotilla.engine.value.MapValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class EvictionAccountTest {
    private static List<Reason> account(String task, String health, int seen) {
        return EvictionAccount.of(new Manifest((MapValue) YamlReader.read(new SourceFile("binding.yaml", """
                apiVersion: work.karmada.io/v1alpha2
                kind: ResourceBinding
                metadata: {name: web-deployment, namespace: shop, generation: 3}
                spec:
                  resource: {apiVersion: apps/v1, kind: Deployment, name: web, namespace: shop}
                  clusters: [{name: eu}, {name: us}]
                  gracefulEvictionTasks: [%s]
                status:
                  schedulerObservedGeneration: %d
                  aggregatedStatus: [{clusterName: eu, health: Healthy}, {clusterName: us, health: %s}]
                """.formatted(task, seen, health))).documents().getFirst().root()));
    }

    @ParameterizedTest(name = "{0}, {1} on us, seen at {2}: {3}")
    @CsvSource(delimiter = '|', textBlock = """
            fromCluster: asia                                                          | Healthy   | 3 | begins asia eu, us 600
            fromCluster: asia, gracePeriodSeconds: 60                                  | Unhealthy | 3 | begins asia eu, us 60
            fromCluster: asia, creationTimestamp: "2026-05-01T12:00:00Z"               | Healthy   | 3 | over asia
            fromCluster: asia, creationTimestamp: "2026-05-01T12:00:00Z"               | Healthy   | 2 | until asia eu, us 2026-05-01T12:10:00Z
            fromCluster: asia, creationTimestamp: "2026-05-01T12:00:00Z"               | Unknown   | 3 | until asia eu, us 2026-05-01T12:10:00Z
            fromCluster: asia, creationTimestamp: "2026-05-01T12:00:00Z", suppressDeletion: true  | Healthy | 3 | kept asia
            fromCluster: asia, creationTimestamp: "2026-05-01T12:00:00Z", suppressDeletion: false | Unknown | 3 | over asia
            fromCluster: asia, purgeMode: Directly                                     | Unknown   | 3 | directly asia
            """)
    void aCopyStaysAsLongAsItsTask(String task, String health, int seen, String expected) {
        assertThat(account("{" + task + "}", health, seen)).singleElement().extracting(reason -> String.join(" ",
                reason.arguments().stream().map(String::valueOf).toList()).transform(
                        words -> reason.code()
                                .substring("karmada.account.evicted-".length()) + " " + words))
                .isEqualTo(expected);
    }

    @Test
    void aBindingWithoutTasksHasNothingToTell() {
        assertThat(account("", "Healthy", 3)).isEmpty();
    }
}
