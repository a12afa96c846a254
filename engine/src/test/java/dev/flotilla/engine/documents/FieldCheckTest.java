package dev.flotilla.engine.documents;

import java.util.List;

import dev.flotilla.engine.diagnostics.Diagnostic;
import dev.flotilla.engine.diagnostics.Severity;
import dev.flotilla.engine.diagnostics.TextEdit;
import dev.flotilla.engine.text.SourceFile;
import dev.flotilla.engine.text.YamlReader;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FieldCheckTest {
    private static List<Diagnostic> found(String text) {
        return DocumentReader.read(YamlReader.read(new SourceFile("a.yaml", text))).diagnostics();
    }

    private static List<String> words(String text) {
        return found(text).stream().map(one -> one.code() + " " + one.location().line() + ":" + one.location().column() + " "
                + one.arguments()).toList();
    }

    private static final String DEPLOYMENT = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web}
            spec:
              replica: 2
              selector: {matchLabels: {app: web}}
              template:
                metadata: {labels: {app: web}}
                spec:
                  containers:
                    - name: web
                      image: nginx
                    - name: sidecar
                      imag: busybox
                      frobnicate: {a: 1}
            """;

    @Test
    void aFieldThatNobodyKnowsIsToldAtItsKey() {
        assertThat(words(DEPLOYMENT)).containsExactly("document.misspelt-field 5:3 [spec.replica, Deployment, replicas]",
                "document.misspelt-field 14:11 [spec.template.spec.containers[1].imag, Deployment, image]",
                "document.unknown-field 15:11 [spec.template.spec.containers[1].frobnicate, Deployment]");
        assertThat(found(DEPLOYMENT)).allMatch(one -> one.severity() == Severity.WARNING);
    }

    /// The text with the first fix of its first finding.
    private static String mended(String text) {
        String mended = text;
        for (TextEdit edit : found(text).getFirst().fixes().getFirst().edits().reversed()) {
            mended = mended.substring(0, edit.range().start()) + edit.newText() + mended.substring(edit.range().end());
        }
        return mended;
    }

    @Test
    void theFixRenamesIt() {
        assertThat(mended(DEPLOYMENT)).isEqualTo(DEPLOYMENT.replace("replica:", "replicas:"));
    }

    @Test
    void quotesThatAreMissingOrTooManyAreMended() {
        String head = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  ";

        assertThat(mended(head + "replicas: \"3\" # as always\n")).isEqualTo(head + "replicas: 3 # as always\n");
        assertThat(mended(head + "paused: 'true'\n")).isEqualTo(head + "paused: true\n");
        assertThat(mended(head + "selector: {matchLabels: {rank: 1}}\n"))
                .isEqualTo(head + "selector: {matchLabels: {rank: \"1\"}}\n");
        assertThat(found(head + "replicas: many\n").getFirst().fixes()).isEmpty();
    }

    @Test
    void aValueOfAnotherTypeIsAnError() {
        String text = """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web}
                spec:
                  replicas: "3"
                  strategy: {rollingUpdate: {maxSurge: 1}}
                  template:
                    spec:
                      hostNetwork: "yes"
                      containers:
                        - name: web
                          args: --verbose
                          env: [{name: PORT, value: 8080}]
                          resources: {limits: {cpu: 1, memory: 1Gi}}
                        - sidecar
                """;

        assertThat(words(text)).containsExactly("document.wrong-type 5:13 [spec.replicas, integer]",
                "document.wrong-type 9:20 [spec.template.spec.hostNetwork, boolean]",
                "document.wrong-type 12:17 [spec.template.spec.containers[0].args, list]",
                "document.not-a-string 13:37 [spec.template.spec.containers[0].env[0].value, 8080]",
                "document.wrong-type 15:11 [spec.template.spec.containers[1], map]");
        assertThat(found(text)).allMatch(one -> one.severity() == Severity.ERROR);
    }

    @Test
    void theContentOfASecretIsNotTold() {
        String secret = "apiVersion: v1\nkind: Secret\nmetadata: {name: door}\nstringData:\n  pin: 4711\n";

        assertThat(words(secret)).containsExactly("document.wrong-type 5:8 [stringData.pin, string]");
        assertThat(mended(secret)).isEqualTo(secret.replace("4711", "\"4711\""));
    }

    @Test
    void keysThatAreFreeAreNoFields() {
        assertThat(words("""
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: free
                  labels: {anything: goes}
                data: {whatever.conf: "x"}
                ---
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web, creationTimestamp: null, annotations: {a/b: c}}
                spec:
                  selector: {matchLabels: {any: label}}
                  template:
                    metadata: {}
                    spec:
                      nodeSelector: {disk: ssd}
                      containers: [{name: a, image: b, resources: {limits: {example.org/gpu: 1}}}]
                status: {}
                """)).isEmpty();
    }

    @Test
    void otherKindsAreNotHeldAgainstKubernetesOwn() {
        assertThat(words("""
                apiVersion: example.org/v1
                kind: Deployment
                metadata: {name: web}
                spec: {replica: 2}
                """)).isEmpty();
    }
}
