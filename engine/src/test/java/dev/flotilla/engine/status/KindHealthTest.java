package dev.flotilla.engine.status;

import java.util.List;

import dev.flotilla.engine.cluster.LiveObject;
import dev.flotilla.engine.text.SourceFile;
import dev.flotilla.engine.text.YamlReader;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class KindHealthTest {
    private static LiveObject live(String type, String rest) {
        String[] words = type.split(" ");
        String text = "{apiVersion: " + words[0] + ", kind: " + words[1] + ", metadata: {name: a, generation: 1}, " + rest + "}";
        return LiveObject.of((MapValue) YamlReader.read(new SourceFile("a.yaml", text)).documents().getFirst().root());
    }

    @ParameterizedTest(name = "{0} with {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            # type | spec and status | phase | message
            apps/v1 Deployment | spec: {replicas: 2}, status: {observedGeneration: 1, replicas: 2, updatedReplicas: 2, readyReplicas: 2, availableReplicas: 2} | CURRENT | ''
            apps/v1 Deployment | spec: {replicas: 2}, status: {observedGeneration: 1, replicas: 3, updatedReplicas: 2, readyReplicas: 2, availableReplicas: 2} | IN_PROGRESS | ''
            apps/v1 Deployment | spec: {replicas: 2}, status: {observedGeneration: 0, replicas: 2, updatedReplicas: 2, readyReplicas: 2, availableReplicas: 2} | IN_PROGRESS | ''
            apps/v1 Deployment | spec: {replicas: 2} | IN_PROGRESS | ''
            apps/v1 Deployment | spec: {replicas: 2}, status: {observedGeneration: 1, conditions: [{type: Progressing, status: "False", reason: ProgressDeadlineExceeded, message: too late}]} | FAILED | too late
            apps/v1 Deployment | spec: {replicas: 2}, status: {observedGeneration: 1, conditions: [{type: ReplicaFailure, status: "True", message: exceeded quota}]} | FAILED | exceeded quota
            apps/v1 StatefulSet | spec: {replicas: 3}, status: {replicas: 3, readyReplicas: 3, updatedReplicas: 3, currentRevision: a, updateRevision: b} | CURRENT | ''
            apps/v1 StatefulSet | spec: {replicas: 3}, status: {replicas: 3, readyReplicas: 3, updatedReplicas: 1, currentRevision: a, updateRevision: b} | IN_PROGRESS | ''
            apps/v1 StatefulSet | spec: {replicas: 3, updateStrategy: {rollingUpdate: {partition: 2}}}, status: {replicas: 3, readyReplicas: 3, updatedReplicas: 1, currentRevision: a, updateRevision: b} | CURRENT | ''
            apps/v1 StatefulSet | spec: {replicas: 3, updateStrategy: {type: OnDelete}}, status: {replicas: 3} | CURRENT | ''
            apps/v1 ReplicaSet | spec: {replicas: 1}, status: {replicas: 1, readyReplicas: 1, availableReplicas: 1} | CURRENT | ''
            apps/v1 ReplicaSet | spec: {replicas: 1}, status: {replicas: 2, readyReplicas: 2, availableReplicas: 2} | IN_PROGRESS | ''
            apps/v1 DaemonSet | status: {observedGeneration: 1, desiredNumberScheduled: 3, updatedNumberScheduled: 3, numberReady: 3, numberAvailable: 3} | CURRENT | ''
            apps/v1 DaemonSet | status: {observedGeneration: 1, desiredNumberScheduled: 3, updatedNumberScheduled: 3, numberReady: 2, numberAvailable: 2} | IN_PROGRESS | ''
            batch/v1 Job | status: {} | IN_PROGRESS | ''
            batch/v1 Job | status: {startTime: "2026-01-01T00:00:00Z", active: 1} | CURRENT | ''
            batch/v1 Job | status: {conditions: [{type: Failed, status: "True", message: too often}]} | FAILED | too often
            v1 Pod | status: {phase: Running, conditions: [{type: Ready, status: "True"}]} | CURRENT | ''
            v1 Pod | status: {phase: Succeeded} | CURRENT | ''
            v1 Pod | status: {phase: Failed, message: evicted} | FAILED | evicted
            v1 Pod | status: {phase: Pending, conditions: [{type: PodScheduled, status: "False", reason: Unschedulable, message: no room}]} | IN_PROGRESS | no room
            v1 Pod | status: {phase: Running, containerStatuses: [{state: {waiting: {reason: CrashLoopBackOff, message: back-off}}}]} | FAILED | back-off
            v1 PersistentVolumeClaim | status: {phase: Pending} | IN_PROGRESS | Pending
            v1 PersistentVolumeClaim | status: {phase: Bound} | CURRENT | ''
            v1 Namespace | status: {phase: Active} | CURRENT | ''
            v1 Service | spec: {type: ClusterIP} | CURRENT | ''
            v1 Service | spec: {type: LoadBalancer} | IN_PROGRESS | ''
            v1 ConfigMap | data: {a: b} | CURRENT | ''
            policy/v1 PodDisruptionBudget | status: {currentHealthy: 1, desiredHealthy: 2} | IN_PROGRESS | ''
            apiextensions.k8s.io/v1 CustomResourceDefinition | status: {conditions: [{type: Established, status: "True"}]} | CURRENT | ''
            apiextensions.k8s.io/v1 CustomResourceDefinition | status: {conditions: [{type: NamesAccepted, status: "False", message: taken}]} | FAILED | taken
            apiextensions.k8s.io/v1 CustomResourceDefinition | status: {} | IN_PROGRESS | ''
            example.com/v1 Anything | status: {conditions: [{type: Stalled, status: "True", message: stuck}]} | FAILED | stuck
            example.com/v1 Anything | status: {conditions: [{type: Reconciling, status: "True", message: at it}]} | IN_PROGRESS | at it
            example.com/v1 Anything | status: {conditions: [{type: Ready, status: Unknown, message: no idea}]} | IN_PROGRESS | no idea
            serving.knative.dev/v1 Service | status: {conditions: [{type: Ready, status: "False", message: no revision}]} | IN_PROGRESS | no revision
            batch.volcano.sh/v1alpha1 Job | status: {state: {phase: Running}} | CURRENT | ''
            apps.example.com/v1 Deployment | spec: {replicas: 2} | CURRENT | ''
            """)
    void saysHowAnObjectFares(String type, String rest, Phase phase, String message) {
        assertThat(KindHealth.of(live(type, rest))).isEqualTo(new KindHealth.Verdict(phase, message));
    }

    @Test
    void whatIsBeingDeletedSaysWhatItWaitsFor() {
        LiveObject pod = live("v1 Pod", "status: {phase: Running, conditions: [{type: Ready, status: \"True\"}]}");
        var leaving = LiveObject.of(pod.root().with("metadata", MapValue.builder().put("name", "a")
                .put("deletionTimestamp", "2026-01-01T00:00:00Z")
                .put("finalizers", Value.of(List.of("example.com/hold"))).build()));

        assertThat(KindHealth.of(leaving)).isEqualTo(new KindHealth.Verdict(Phase.TERMINATING, "example.com/hold"));
    }

    @ParameterizedTest(name = "{0} with {1} counts {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            apps/v1 Deployment | spec: {replicas: 3}, status: {updatedReplicas: 2, readyReplicas: 1} | 3 2 1 0
            apps/v1 StatefulSet | spec: {replicas: 3}, status: {updatedReplicas: 2, readyReplicas: 1} | 3 2 1 1
            apps/v1 StatefulSet | spec: {replicas: 3}, status: {updatedReplicas: 2, readyReplicas: 2, availableReplicas: 1} | 3 2 2 1
            apps/v1 DaemonSet | status: {desiredNumberScheduled: 4, updatedNumberScheduled: 3, numberReady: 2, numberAvailable: 1} | 4 3 2 1
            apps.example.com/v1 Deployment | spec: {replicas: 3} | -
            v1 ConfigMap | data: {} | -
            """)
    void countsReplicasWhereTheKindHasThem(String type, String rest, String figures) {
        Replicas replicas = KindHealth.replicas(live(type, rest));

        assertThat(replicas == null
                ? "-"
                : replicas.desired() + " " + replicas.updated() + " " + replicas.ready() + " " + replicas.available())
                .isEqualTo(figures);
    }
}
