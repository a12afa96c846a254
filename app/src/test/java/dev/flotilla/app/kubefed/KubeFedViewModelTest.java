package dev.flotilla.app.kubefed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.ui.Background;
import dev.flotilla.app.workbench.Workbench;
import dev.flotilla.engine.Engine;
import dev.flotilla.engine.convert.Converter.Target;
import dev.flotilla.engine.documents.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// What would be written, and that nothing is before a person agreed.
class KubeFedViewModelTest {
    private static final String WEB = """
            apiVersion: apps/v1
            kind: StatefulSet
            metadata: {name: db, namespace: shop, annotations: {a: b}}
            spec: {replicas: 2}
            """;

    private static final String FEDERATED = """
            apiVersion: types.kubefed.io/v1beta1
            kind: FederatedNamespace
            metadata: {name: shop, namespace: shop}
            spec: {template: {}, placement: {clusterSelector: {}}}
            ---
            apiVersion: types.kubefed.io/v1beta1
            kind: FederatedConfigMap
            metadata:
              name: settings  # of the shop
              namespace: shop
            spec:
              template: {data: {a: b}}
              placement: {clusterSelector: {}}
            """;

    @TempDir Path folder;

    private Path root = Path.of("");
    private Workbench workbench = new Workbench(Engine.standard(), Background.inline());
    private final List<Path> opened = new ArrayList<>();
    private KubeFedViewModel model = new KubeFedViewModel(workbench, () -> null, opened::add);

    @BeforeEach
    void open() throws IOException {
        root = Files.createDirectories(folder.resolve("shop"));
        Files.writeString(root.resolve("flotilla.yaml"), """
                apiVersion: flotilla.dev/v1alpha1
                kind: Workspace
                metadata: {name: shop}
                spec: {members: [{name: eu}, {name: us}]}
                """);
        Files.createDirectories(root.resolve("manifests"));
        Files.writeString(root.resolve("manifests/db.yaml"), WEB);
        Files.writeString(root.resolve("manifests/federated.yaml"), FEDERATED);
        workbench.open(root, done -> assertThat(done).isTrue());
    }

    private Document named(List<Document> documents, String kind) {
        return documents.stream().filter(document -> document.manifest().kind().equals(kind)).findFirst().orElseThrow();
    }

    private Proposal proposed(Deed deed) {
        model.propose(deed);
        return model.proposalProperty().get();
    }

    private static List<String> keys(Proposal proposal) {
        return proposal.notes().stream().map(Proposal.Note::key).toList();
    }

    @Test
    void federatingBringsTheTypeAlongAndIsUnsavedUntilSaved() {
        Proposal proposal = proposed(new Deed.Federate(List.of(named(model.plain(), "StatefulSet"))));

        assertThat(proposal.files()).extracting(Proposal.FileText::path)
                .containsExactly("manifests/enable-statefulsets.apps.yaml", "manifests/federatedstatefulset-db.yaml");
        assertThat(keys(proposal)).containsExactly("kubefed.app.enables-too", "kubefed.federate.annotations");
        assertThat(workbench.unsavedProperty().get()).as("before anybody agreed").isEmpty();

        model.accept();

        assertThat(workbench.unsavedProperty().get()).containsOnlyKeys("manifests/enable-statefulsets.apps.yaml",
                "manifests/federatedstatefulset-db.yaml");
        assertThat(Files.exists(root.resolve("manifests/federatedstatefulset-db.yaml"))).isFalse();
        assertThat(java.util.Objects.requireNonNull(workbench.plan()).objects()).extracting(object -> object.ref().kind())
                .contains("StatefulSet");
        assertThat(model.proposalProperty().get()).isEqualTo(Proposal.NOTHING);
    }

    @Test
    void aTypeIsEnabledOnceAndOnlyOneThatExists() {
        assertThat(proposed(new Deed.Enable("ds", false)).files()).extracting(Proposal.FileText::path)
                .containsExactly("manifests/enable-daemonsets.apps.yaml");
        assertThat(proposed(new Deed.Enable("deploy", false)).trouble()).isEqualTo(
                Proposal.Note.of("kubefed.app.enabled-already", "deployments.apps"));
        assertThat(proposed(new Deed.Enable("gizmo", false)).isPossible()).isFalse();
        assertThat(proposed(new Deed.Enable("", false))).isEqualTo(Proposal.NOTHING);
        assertThat(proposed(new Deed.Enable("ds", true)).trouble()).isEqualTo(Proposal.Note.of("kubefed.app.no-host"));
    }

    @Test
    void disablingOneOfTheChartsTypesKeepsTheOthers() {
        assertThat(model.types()).contains("configmaps", "namespaces");

        Proposal proposal = proposed(new Deed.Disable("configmaps"));
        model.accept();

        assertThat(proposal.files()).hasSize(1);
        assertThat(model.types()).doesNotContain("configmaps").contains("namespaces", "deployments.apps");
        // Now it is written down, and disabling another is a change of one line.
        Proposal second = proposed(new Deed.Disable("secrets"));
        assertThat(second.preview().lines().filter(line -> line.startsWith("+ "))).containsExactly("+   propagation: Disabled");
        model.accept();
        assertThat(model.types()).doesNotContain("configmaps", "secrets");
    }

    @Test
    void orphaningAddsItsMarkAndKeepsComments() {
        Document federated = named(model.federated(), "FederatedConfigMap");

        Proposal proposal = proposed(new Deed.Orphan(federated, true));

        assertThat(proposal.preview().lines().filter(line -> line.startsWith("+ ")).map(String::strip))
                .containsExactly("+   annotations:", "+     kubefed.io/orphan: \"true\"");
        assertThat(proposal.preview().lines()).noneMatch(line -> line.startsWith("- "));
        model.accept();
        assertThat(workbench.text("manifests/federated.yaml")).contains("# of the shop").contains("kubefed.io/orphan: \"true\"");
        assertThat(proposed(new Deed.Orphan(named(model.federated(), "FederatedConfigMap"), true)).isPossible()).isFalse();
    }

    @Test
    void aConversionMakesAWorkspaceOfItsOwn() throws IOException {
        Path other = model.folderFor("karmada");
        assertThat(other).isEqualTo(folder.toAbsolutePath().resolve("shop-karmada"));

        Proposal proposal = proposed(new Deed.Convert(Target.KARMADA, other));

        assertThat(keys(proposal)).contains("convert.summary");
        assertThat(Files.exists(other)).isFalse();
        model.accept();
        assertThat(opened).containsExactly(other);
        assertThat(Files.readString(other.resolve("manifests/converted.yaml"))).contains("kind: PropagationPolicy");
        assertThat(Files.exists(other.resolve("flotilla.yaml"))).isTrue();
        assertThat(workbench.unsavedProperty().get()).isEmpty();
        assertThat(proposed(new Deed.Convert(Target.KARMADA, other)).trouble()).isNotNull();
    }

    @Test
    void everyNoteHasASentence() {
        Messages words = Messages.of(Locale.ENGLISH);
        for (Deed deed : List.of(new Deed.Federate(model.plain()), new Deed.Enable("deploy", false),
                new Deed.Enable("gizmo", false), new Deed.Enable("ds", true), new Deed.Disable("configmaps"),
                new Deed.Convert(Target.KARMADA, root), new Deed.Convert(Target.KARMADA, root.resolve("new")))) {
            Proposal proposal = proposed(deed);
            keys(proposal).forEach(key -> assertThat(words.has(key)).as(key).isTrue());
            if (proposal.trouble() != null) assertThat(words.has(proposal.trouble().key())).as(proposal.trouble().key()).isTrue();
        }
    }
}
