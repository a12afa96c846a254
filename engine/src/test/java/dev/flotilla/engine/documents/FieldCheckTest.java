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

    @Test
    void theFixRenamesIt() {
        TextEdit edit = found(DEPLOYMENT).getFirst().fixes().getFirst().edits().getFirst();

        String fixed = DEPLOYMENT.substring(0, edit.range().start()) + edit.newText()
                + DEPLOYMENT.substring(edit.range().end());

        assertThat(fixed).isEqualTo(DEPLOYMENT.replace("replica:", "replicas:"));
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
