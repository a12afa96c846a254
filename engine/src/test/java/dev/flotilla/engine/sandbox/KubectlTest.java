package dev.flotilla.engine.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/// Every kubectl on this machine works against a sandbox: the installed one, and the old one that comes with the test clusters.
class KubectlTest {
    private static final String WEB = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web, labels: {app: web}}
            spec:
              replicas: 2
              selector: {matchLabels: {app: web}}
              template:
                metadata: {labels: {app: web}}
                spec:
                  containers:
                  - {name: nginx, image: "nginx:1.25"}
            """;

    @TempDir Path folder;
    private SandboxCluster cluster;

    /// What was printed, both streams.
    private record Result(int status, String text) {}

    static List<Path> kubectls() {
        var found = new ArrayList<Path>();
        Stream.of(System.getenv("PATH").split(":")).map(part -> Path.of(part, "kubectl")).filter(Files::isExecutable).findFirst()
                .ifPresent(
                        found::add);
        Path old = Path.of(System.getProperty("user.home"), ".cache", "flotilla", "kube", "1.20.2-r1", "kubectl");
        if (Files.isExecutable(old)) found.add(old);
        return found.isEmpty() ? List.of(Path.of("kubectl-is-absent")) : found;
    }

    @BeforeEach
    void start() throws IOException {
        cluster = SandboxCluster.start(SandboxSpec.named("kubectl"));
        cluster.setTimeScale(0.2);
        Files.writeString(folder.resolve("kubeconfig"), cluster.kubeconfig());
        Files.writeString(folder.resolve("web.yaml"), WEB);
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    private Result run(Path kubectl, String... arguments) throws Exception {
        var command = new ArrayList<String>(List.of(kubectl.toString(), "--cache-dir", folder.resolve("cache").toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("KUBECONFIG", folder.resolve("kubeconfig").toString());
        builder.environment().put("HOME", folder.toString());
        Process process = builder.start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Result(process.exitValue(), text);
    }

    private String ok(Path kubectl, String... arguments) throws Exception {
        Result result = run(kubectl, arguments);
        assertThat(result.status).as(String.join(" ", arguments) + ": " + result.text).isZero();
        return result.text;
    }

    @ParameterizedTest
    @MethodSource("kubectls")
    void aWorkloadComesAndGoes(Path kubectl) throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(kubectl), "SKIPPED: no kubectl on the PATH and none in ~/.cache/flotilla/kube");

        assertThat(ok(kubectl, "version")).contains("v1.33");
        assertThat(ok(kubectl, "api-resources")).contains("deployments", "customresourcedefinitions");
        assertThat(ok(kubectl, "explain", "deployment.spec.strategy")).contains("rollingUpdate");
        assertThat(ok(kubectl, "apply", "-f", "web.yaml")).contains("deployment.apps/web created");
        assertThat(ok(kubectl, "rollout", "status", "deployment/web", "--timeout=40s")).contains("successfully rolled out");
        assertThat(ok(kubectl, "get", "deploy", "web")).contains("READY", "2/2");
        assertThat(ok(kubectl, "get", "pods", "-o", "wide")).contains("Running");
        assertThat(ok(kubectl, "scale", "deployment/web", "--replicas=3")).contains("scaled");
        assertThat(ok(kubectl, "rollout", "status", "deployment/web", "--timeout=40s")).contains("successfully rolled out");
        assertThat(ok(kubectl, "apply", "--server-side", "--force-conflicts", "-f", "web.yaml")).contains("serverside-applied");
        assertThat(ok(kubectl, "get", "deploy", "web", "-o", "jsonpath={.spec.replicas}")).isEqualTo("2");
        assertThat(ok(kubectl, "logs", "deployment/web")).contains("nginx started");
        assertThat(ok(kubectl, "describe", "deployment", "web")).contains("ScalingReplicaSet");
        assertThat(ok(kubectl, "auth", "can-i", "create", "pods")).contains("yes");
        assertThat(ok(kubectl, "delete", "-f", "web.yaml")).contains("deleted");
        assertThat(ok(kubectl, "get", "deploy")).contains("No resources found");
    }

    @ParameterizedTest
    @MethodSource("kubectls")
    void whatItBuildsItselfIsUnderstood(Path kubectl) throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(kubectl), "SKIPPED: no kubectl on the PATH and none in ~/.cache/flotilla/kube");

        ok(kubectl, "create", "namespace", "made");
        ok(kubectl, "create", "configmap", "c", "--from-literal=k=v");
        assertThat(ok(kubectl, "get", "configmap", "c", "-o", "jsonpath={.data.k}")).isEqualTo("v");
        ok(kubectl, "create", "secret", "generic", "s", "--from-literal=k=v");
        assertThat(ok(kubectl, "get", "secret", "s", "-o", "jsonpath={.data.k}")).isEqualTo("dg==");
        ok(kubectl, "create", "role", "r", "--verb=get", "--resource=pods");
        assertThat(ok(kubectl, "get", "role", "r", "-o", "jsonpath={.rules[0].resources}")).isEqualTo("[\"pods\"]");
        ok(kubectl, "create", "quota", "q", "--hard=pods=9");
        assertThat(ok(kubectl, "get", "quota", "q", "-o", "jsonpath={.spec.hard.pods}")).isEqualTo("9");
        ok(kubectl, "create", "deployment", "d", "--image=nginx");
        ok(kubectl, "autoscale", "deployment", "d", "--max=3");
        assertThat(ok(kubectl, "get", "hpa.v1.autoscaling", "d", "-o", "jsonpath={.spec.maxReplicas}")).isEqualTo("3");
        ok(kubectl, "rollout", "status", "deployment/d", "--timeout=40s");
        Result into = run(kubectl, "exec", "deployment/d", "--", "ls");
        assertThat(into.status).isNotZero();
        assertThat(into.text).contains("no container runs");
        ok(kubectl, "create", "job", "j", "--image=busybox", "--", "true");
        ok(kubectl, "wait", "--for=condition=complete", "job/j", "--timeout=40s");
        assertThat(ok(kubectl, "get", "job", "j", "-o", "jsonpath={.spec.template.spec.containers[0].command}"))
                .isEqualTo("[\"true\"]");
        ok(kubectl, "delete", "namespace", "made", "--timeout=40s");
    }

    /// What a presenter tries.
    @ParameterizedTest
    @MethodSource("kubectls")
    void aWorkshopIsHeld(Path kubectl) throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(kubectl), "SKIPPED: no kubectl on the PATH and none in ~/.cache/flotilla/kube");

        ok(kubectl, "apply", "-f", "web.yaml");
        ok(kubectl, "rollout", "status", "deployment/web", "--timeout=40s");
        Files.writeString(folder.resolve("three.yaml"), WEB.replace("replicas: 2", "replicas: 3"));
        Result diff = run(kubectl, "diff", "-f", "three.yaml");
        assertThat(diff.status).isEqualTo(1);
        assertThat(diff.text).contains("-  replicas: 2", "+  replicas: 3");
        assertThat(ok(kubectl, "get", "deployment", "web", "-o", "jsonpath={.spec.replicas}")).isEqualTo("2");
        ok(kubectl, "patch", "deployment", "web", "--type=merge", "-p", "{\"spec\":{\"replicas\":1}}");
        ok(kubectl, "patch", "deployment", "web", "--type=json", "-p",
                "[{\"op\":\"replace\",\"path\":\"/spec/replicas\",\"value\":2}]");
        ok(kubectl, "patch", "deployment", "web", "-p",
                "{\"spec\":{\"template\":{\"spec\":{\"containers\":[{\"name\":\"nginx\",\"image\":\"nginx:1.26\"}]}}}}");
        ok(kubectl, "rollout", "status", "deployment/web", "--timeout=40s");
        assertThat(ok(kubectl, "rollout", "history", "deployment/web")).contains("2");
        ok(kubectl, "rollout", "undo", "deployment/web");
        assertThat(ok(kubectl, "get", "deployment", "web", "-o", "wide")).contains("nginx:1.25", "app=web");
        ok(kubectl, "rollout", "restart", "deployment/web");
        ok(kubectl, "wait", "--for=condition=available", "deployment/web", "--timeout=40s");
        assertThat(ok(kubectl, "get", "events")).startsWith("LAST SEEN");
        ok(kubectl, "expose", "deployment", "web", "--port=80");
        ok(kubectl, "create", "ingress", "i", "--rule=example.org/=web:80");
        assertThat(ok(kubectl, "get", "ingress", "i", "-o", "jsonpath={.spec.rules[0].http.paths[0].backend.service.name}"))
                .isEqualTo("web");
        if (!ok(kubectl, "version", "--client").contains("v1.20.")) {
            // Of before 1.21, it knows CronJobs of batch/v1beta1 only.
            assertThat(ok(kubectl, "create", "cronjob", "c", "--image=busybox", "--schedule=* * * * *"))
                    .contains("does nothing with them");
            ok(kubectl, "create", "job", "j", "--from=cronjob/c");
            ok(kubectl, "wait", "--for=condition=complete", "job/j", "--timeout=40s");
        }
        ok(kubectl, "create", "priorityclass", "high", "--value=10");
        ok(kubectl, "cordon", "node-1");
        ok(kubectl, "drain", "node-1", "--ignore-daemonsets", "--force", "--timeout=40s");
        assertThat(ok(kubectl, "get", "nodes")).contains("SchedulingDisabled");
        ok(kubectl, "uncordon", "node-1");
        assertThat(ok(kubectl, "explain", "deployment", "--recursive")).contains("maxSurge");
        assertThat(ok(kubectl, "get", "--raw", "/version")).contains("gitVersion");
        Result top = run(kubectl, "top", "pods");
        assertThat(top.status).isNotZero();
        assertThat(top.text.strip().lines()).hasSize(1);
        Result proxied = run(kubectl, "get", "--raw", "/api/v1/namespaces/default/services/web/proxy/");
        assertThat(proxied.text).contains("no container runs").doesNotContain("panic");
        Result gone = run(kubectl, "delete", "namespace", "default");
        assertThat(gone.text).contains("this namespace may not be deleted");
    }

    @ParameterizedTest
    @MethodSource("kubectls")
    void anUnknownFieldIsRefusedWithItsName(Path kubectl) throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(kubectl), "SKIPPED: no kubectl on the PATH and none in ~/.cache/flotilla/kube");

        Files.writeString(folder.resolve("web.yaml"), WEB.replace("replicas: 2", "replicaz: 2"));
        Result refused = run(kubectl, "apply", "-f", "web.yaml");

        assertThat(refused.status).isNotZero();
        assertThat(refused.text).contains("replicaz");
    }
}
