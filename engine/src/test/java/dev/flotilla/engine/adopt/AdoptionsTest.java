package dev.flotilla.engine.adopt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import dev.flotilla.engine.Engine;
import dev.flotilla.engine.documents.ObjectKey;
import dev.flotilla.engine.plan.FleetPlan;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.Value;
import dev.flotilla.engine.workspace.Workspace;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// An adopted field is planned as it was live, where it was adopted for, and nowhere else.
class AdoptionsTest {
    private static final ObjectKey WEB = new ObjectKey("apps", "Deployment", "shop", "web");
    private static final FieldPath IMAGE = FieldPath.of("spec", "template", "spec", "containers").index(0).key("image");
    private static final FieldPath LABEL = FieldPath.of("metadata", "labels", "example.com/team");

    @TempDir Path folder;

    private final Engine engine = Engine.standard();

    @BeforeEach
    void members() throws IOException {
        Files.writeString(folder.resolve("flotilla.yaml"), """
                apiVersion: flotilla.dev/v1alpha1
                kind: Workspace
                metadata: {name: adopting}
                spec: {members: [{name: eu, sandbox: {}}, {name: us, sandbox: {}}]}
                """);
    }

    private void karmada() throws IOException {
        Files.writeString(folder.resolve("web.yaml"), """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web, namespace: shop}
                spec:
                  replicas: 2
                  selector: {matchLabels: {app: web}}
                  template:
                    metadata: {labels: {app: web}}
                    spec:
                      containers:
                      - name: web
                        image: nginx:1.0   # the version that was tested
                """);
        Files.writeString(folder.resolve("policy.yaml"), """
                apiVersion: policy.karmada.io/v1alpha1
                kind: PropagationPolicy
                metadata: {name: web, namespace: shop}
                spec:
                  resourceSelectors: [{apiVersion: apps/v1, kind: Deployment, name: web}]
                  placement: {clusterAffinity: {clusterNames: [eu, us]}}
                """);
    }

    private void kubefed() throws IOException {
        Files.writeString(folder.resolve("web.yaml"), """
                apiVersion: v1
                kind: Namespace
                metadata: {name: shop}
                ---
                apiVersion: types.kubefed.io/v1beta1
                kind: FederatedNamespace
                metadata: {name: shop, namespace: shop}
                spec: {placement: {clusters: [{name: eu}, {name: us}]}}
                ---
                apiVersion: types.kubefed.io/v1beta1
                kind: FederatedDeployment
                metadata: {name: web, namespace: shop}
                spec:
                  placement: {clusters: [{name: eu}, {name: us}]}
                  template:
                    spec:
                      replicas: 2
                      selector: {matchLabels: {app: web}}
                      template:
                        metadata: {labels: {app: web}}
                        spec:
                          containers:
                          - name: web
                            image: nginx:1.0   # the version that was tested
                """);
    }

    private Workspace workspace() throws IOException {
        return engine.open(folder);
    }

    private FleetPlan plan() throws IOException {
        return engine.plan(workspace(), Map.of(), Map.of(), null);
    }

    private String planned(String cluster, FieldPath field) throws IOException {
        var object = plan().object(WEB).orElseThrow();
        assertThat(object.on(cluster)).as(object.decisions()::toString).isPresent();
        return String.valueOf(object.on(cluster).orElseThrow().manifest().root().at(field));
    }

    private Adoptions adoptions() throws IOException {
        return new Adoptions(workspace(), plan());
    }

    private List<String> carryOut(Adoption adoption) throws IOException {
        assertThat(adoption).isInstanceOf(Adoption.Edit.class);
        var edit = (Adoption.Edit) adoption;
        Files.writeString(folder.resolve(edit.file()), edit.after());
        return edit.members();
    }

    private void comesToPass() throws IOException {
        assertThat(carryOut(adoptions().intoTemplate("eu", WEB, IMAGE, Value.text("nginx:2.0")))).containsExactly("eu", "us");
        assertThat(planned("eu", IMAGE)).contains("nginx:2.0");
        assertThat(planned("us", IMAGE)).contains("nginx:2.0");
        assertThat(folder.resolve("web.yaml")).content().contains("# the version that was tested");

        assertThat(carryOut(adoptions().asOverride("eu", WEB, IMAGE, Value.text("nginx:3.0")))).containsExactly("eu");
        assertThat(planned("eu", IMAGE)).contains("nginx:3.0");
        assertThat(planned("us", IMAGE)).contains("nginx:2.0");

        // The same again changes the same entry, another field joins it.
        carryOut(adoptions().asOverride("eu", WEB, IMAGE, Value.text("nginx:4.0")));
        carryOut(adoptions().asOverride("eu", WEB, LABEL, Value.text("blue")));
        assertThat(planned("eu", IMAGE)).contains("nginx:4.0");
        assertThat(planned("eu", LABEL)).contains("blue");
        assertThat(planned("us", LABEL)).doesNotContain("blue");

        assertThat(adoptions().intoTemplate("eu", WEB, IMAGE, Value.text("nginx:5.0")))
                .isInstanceOfSatisfying(Adoption.Refused.class, refused -> assertThat(refused.why().code())
                        .isEqualTo("adopt.set-by"));
        assertThat(adoptions().intoTemplate("us", WEB, IMAGE, Value.text("nginx:5.0"))).isInstanceOf(Adoption.Edit.class);
    }

    @Test
    void inKarmada() throws IOException {
        karmada();

        comesToPass();

        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder("flotilla.yaml", "web.yaml",
                    "policy.yaml", "web-eu.yaml");
        }
    }

    @Test
    void anOverrideOfTheMemberIsContinuedAlsoWhereNobodyWroteTheNamespace() throws IOException {
        karmada();
        for (String file : List.of("web.yaml", "policy.yaml")) {
            Files.writeString(folder.resolve(file), Files.readString(folder.resolve(file)).replace(", namespace: shop}", "}"));
        }
        Files.writeString(folder.resolve("eu.yaml"), """
                apiVersion: policy.karmada.io/v1alpha1
                kind: OverridePolicy
                metadata: {name: web-eu}
                spec:
                  resourceSelectors: [{apiVersion: apps/v1, kind: Deployment, name: web}]
                  overrideRules:
                  - targetCluster: {clusterNames: [eu]}
                    overriders: {plaintext: [{path: /spec/replicas, operator: replace, value: 3}]}
                """);
        var web = new ObjectKey("apps", "Deployment", "default", "web");

        Adoption adoption = adoptions().asOverride("eu", web, IMAGE, Value.text("nginx:3.0"));

        assertThat(adoption).isInstanceOfSatisfying(Adoption.Edit.class,
                edit -> assertThat(edit.file()).isEqualTo("eu.yaml"));
    }

    @Test
    void inKubeFed() throws IOException {
        kubefed();

        comesToPass();
    }

    @Test
    void whatTheMemberRemovedIsRemoved() throws IOException {
        karmada();
        FieldPath replicas = FieldPath.of("spec", "replicas");

        carryOut(adoptions().asOverride("us", WEB, replicas, null));

        assertThat(planned("us", replicas)).isEqualTo("null");
        assertThat(planned("eu", replicas)).isEqualTo("2");
    }

    @Test
    void aSecretsValueIsNotAdopted() throws IOException {
        karmada();
        Files.writeString(folder.resolve("secret.yaml"), """
                apiVersion: v1
                kind: Secret
                metadata: {name: s, namespace: shop}
                data: {a: Yg==}
                ---
                apiVersion: policy.karmada.io/v1alpha1
                kind: PropagationPolicy
                metadata: {name: s, namespace: shop}
                spec:
                  resourceSelectors: [{apiVersion: v1, kind: Secret, name: s}]
                  placement: {clusterAffinity: {clusterNames: [eu]}}
                """);

        assertThat(adoptions().asOverride("eu", new ObjectKey("", "Secret", "shop", "s"), FieldPath.of("data", "a"), Value.text(
                "•••"))).isInstanceOf(Adoption.Refused.class);
    }
}
