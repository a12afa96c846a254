package dev.flotilla.app.editor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

import dev.flotilla.app.Scratch;
import dev.flotilla.app.editor.Hover.Fact;
import dev.flotilla.app.editor.LookupViewModel.Place;
import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.ui.Background;
import dev.flotilla.app.workbench.Caret;
import dev.flotilla.app.workbench.Destination;
import dev.flotilla.app.workbench.Workbench;
import dev.flotilla.engine.Engine;
import dev.flotilla.engine.value.FieldPath;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class LookupViewModelTest {
    private static final String POLICY = "manifests/propagation.yaml";
    private static final String DEPLOYMENT = "manifests/deployment.yaml";
    private static final String OVERRIDE_2 = "manifests/override-worker02.yaml";

    @TempDir Path folder;

    private final Workbench workbench = new Workbench(Engine.standard(), Background.inline());
    private final LookupViewModel model = new LookupViewModel(workbench, Messages.of(Locale.ENGLISH));

    private void open(String sample) {
        workbench.open(Scratch.copyOf(sample, folder), _ -> {});
    }

    /// The place of the last letter of the first `words` in a file.
    private Place at(String file, String words) {
        String text = Objects.requireNonNull(workbench.text(file));
        assertThat(text).contains(words);
        return new Place(file, text, text.indexOf(words) + words.length() - 1);
    }

    private List<String> told(String file, String words) {
        model.hush();
        model.tell(at(file, words), false);
        Hover hover = model.hoverProperty().get();
        return hover == null
                ? List.of()
                : hover.sections().stream().flatMap(section -> java.util.stream.Stream.concat(
                        java.util.stream.Stream.concat(java.util.stream.Stream.of(section.title()), section.sentences().stream()),
                        section.facts().stream().map(LookupViewModelTest::words))).toList();
    }

    private static String words(Fact fact) {
        return fact.name() + " = " + fact.value();
    }

    private List<String> definitions(String file, String words) {
        workbench.goTo(new Destination.Page(dev.flotilla.app.workbench.PageId.STUDIO));
        model.goToDefinition(at(file, words));
        var choices = model.choicesProperty().get();
        if (choices != null) return choices.links().stream().map(link -> link.title() + " " + words(link.to())).toList();
        return List.of(words(Objects.requireNonNull(workbench.destinationProperty().get())));
    }

    private List<String> usages(String file, String words) {
        model.findUsages(at(file, words));
        return Objects.requireNonNull(model.choicesProperty().get()).links().stream().map(link -> words(link.to())).toList();
    }

    private static String words(Destination to) {
        return switch (to) {
            case Destination.Text(var place) -> place.file() + ":" + place.line();
            case Destination.Line(_, String cluster, FieldPath path) -> cluster + " " + path;
            case Destination.Member(String cluster) -> "member " + cluster;
            default -> to.toString();
        };
    }

    @Test
    void aReferenceInAPodLeadsToWhatItNames() throws IOException {
        Files.writeString(folder.resolve("web.yaml"), """
                apiVersion: v1
                kind: Pod
                metadata: {name: web}
                spec:
                  volumes:
                    - name: settings
                      configMap: {name: web-settings}
                  containers:
                    - name: main
                      image: nginx
                      volumeMounts:
                        - {name: settings, mountPath: /etc/web}
                """);
        Files.writeString(folder.resolve("settings.yaml"), """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: web-settings}
                """);
        workbench.open(folder, _ -> {});

        assertThat(definitions("web.yaml", "name: web-settings")).containsExactly("settings.yaml:1");
        assertThat(definitions("web.yaml", "{name: settings")).containsExactly("web.yaml:6");
    }

    @Nested
    class Hovering {
        @Test
        void aFieldTellsWhatItIsForAndWhatItMayHold() {
            open("quickstart-karmada");

            assertThat(told(POLICY, "replicaSchedulingType")).containsExactly(
                    "spec.placement.replicaScheduling.replicaSchedulingType",
                    "Duplicated: every member runs all replicas. Divided: they are shared out", "Type = text",
                    "Values = Duplicated, Divided", "Default = Divided", "What this sets",
                    "karmada-worker01 = spec.replicas: 1 (was 3)", "karmada-worker02 = spec.replicas: 2 (was 3)");
            assertThat(told(POLICY, "replicaSchedulingType: Divided")).contains("Values = Duplicated, Divided");
            assertThat(told(POLICY, "weight: 1")).contains("Type = number, required",
                    "Share of the replicas, from 1");
        }

        @Test
        void theSameNameIsExplainedByWhereItStands() {
            open("quickstart-karmada");

            assertThat(told(POLICY, "- apiVersion")).contains(
                    "Group and version of the objects to take, compared letter by letter");
            assertThat(told(POLICY, "apiVersion")).contains("Group and version of the kind");
        }

        @Test
        void aFieldOfKubernetesTellsWhatItIsForAndItsDefault() {
            open("quickstart-karmada");

            assertThat(told(DEPLOYMENT, "replicas: 3").subList(0, 1)).containsExactly("spec.replicas");
            assertThat(told(DEPLOYMENT, "replicas")).contains("How many pods are wanted", "Type = number", "Default = 1");
            assertThat(told(DEPLOYMENT, "selector")).contains("Type = fields, required");
        }

        @Test
        void aFieldOfAFederatedTemplateTellsWhatItIsFor() {
            open("quickstart-kubefed");

            assertThat(told("manifests/fed-nginx.yaml", "containers")).contains(
                    "What runs in the pod, at least one container", "Type = list, required");
        }

        @Test
        void aMemberTellsItsFacts() {
            open("quickstart-karmada");

            assertThat(told(POLICY, "- karmada-worker02")).contains("karmada-worker02", "Sync mode = Push",
                    "Version = v1.33", "Nodes = 3 of 3 ready", "Receives = 1 object");
            assertThat(told("flotilla.yaml", "name: karmada-worker01")).contains("karmada-worker01", "Receives = 1 object");
        }

        @Test
        void aFieldOfATemplateTellsWhatMembersGetAndByWhom() {
            open("quickstart-karmada");

            assertThat(told(DEPLOYMENT, "image: nginx")).contains("What members get", "karmada-worker01 = as written",
                    "karmada-worker02 = nginx:1.17.0-alpine (was nginx), set by nginx-propagation-worker02");
            assertThat(told(DEPLOYMENT, "replicas: 3")).contains("karmada-worker01 = 1 (was 3), set by nginx-propagation",
                    "karmada-worker02 = 2 (was 3), set by nginx-propagation");
        }

        @Test
        void aRuleTellsWhichLinesItSets() {
            open("quickstart-karmada");

            assertThat(told(OVERRIDE_2, "1.17.0-alpine")).contains("What this sets",
                    "karmada-worker02 = spec.template.spec.containers[0].image: nginx:1.17.0-alpine (was nginx)");
        }

        @Test
        void aFederatedObjectTellsTheSame() {
            open("quickstart-kubefed");

            assertThat(told("manifests/fed-nginx.yaml", "image: nginx"))
                    .contains("fed-worker01 = nginx:1.17.0-alpine (was nginx), set by fed-nginx", "fed-worker02 = as written");
            assertThat(told("manifests/fed-nginx.yaml", "value: 2")).contains("fed-worker01 = spec.replicas: 2 (was 1)");
            assertThat(told("manifests/fed-nginx.yaml", "op: ".substring(0, 2))).contains("Default = replace");
        }

        @Test
        void commentsAndTheSpaceBetweenSayNothing() {
            open("quickstart-karmada");

            assertThat(told(POLICY, "# or Dupl")).isEmpty();
            assertThat(told(POLICY, "metadata:\n ")).isEmpty();
        }

        @Test
        void whoAsksByKeyboardIsToldThatNothingIsKnown() {
            open("quickstart-karmada");

            model.tell(at(POLICY, "# or Dupl"), true);

            assertThat(Objects.requireNonNull(model.hoverProperty().get()).words())
                    .isEqualTo("Nothing is known about this place.");
        }

        @Test
        void aTextThatIsBeingTypedIsExplainedAsFarAsItCanBeRead() {
            open("quickstart-karmada");
            String text = Objects.requireNonNull(workbench.text(POLICY)) + "  priority: 3\n  preemption";

            model.tell(new Place(POLICY, text, text.indexOf("priority") + 2), false);

            assertThat(Objects.requireNonNull(model.hoverProperty().get()).words()).contains("spec.priority")
                    .contains("Default 0");
        }

        @Test
        void theValuesOfASecretAreNotTold() {
            open("quickstart-karmada");
            workbench.edit("manifests/secret.yaml", """
                    apiVersion: v1
                    kind: Secret
                    metadata:
                      name: token
                    stringData:
                      word: hush-hush
                    ---
                    apiVersion: policy.karmada.io/v1alpha1
                    kind: PropagationPolicy
                    metadata:
                      name: token
                    spec:
                      resourceSelectors:
                        - apiVersion: v1
                          kind: Secret
                          name: token
                    ---
                    apiVersion: policy.karmada.io/v1alpha1
                    kind: OverridePolicy
                    metadata:
                      name: token
                    spec:
                      resourceSelectors:
                        - apiVersion: v1
                          kind: Secret
                          name: token
                      overrideRules:
                        - overriders:
                            plaintext:
                              - path: /stringData/word
                                operator: replace
                                value: psst-psst
                    """);

            List<String> told = told("manifests/secret.yaml", "word: hush-hush");

            assertThat(told).anyMatch(words -> words.contains("set by token"));
            assertThat(String.join(" ", told)).doesNotContain("psst").doesNotContain("hush");
        }
    }

    @Nested
    class Going {
        @Test
        void aSelectorLeadsToTheTemplate() {
            open("quickstart-karmada");

            assertThat(definitions(POLICY, "name: karmada-nginx")).containsExactly(DEPLOYMENT + ":1");
            assertThat(definitions(OVERRIDE_2, "kind: Deployment")).containsExactly(DEPLOYMENT + ":1");
        }

        @Test
        void aTemplateLeadsToThePoliciesThatPlaceAndChangeIt() {
            open("quickstart-karmada");

            assertThat(definitions(DEPLOYMENT, "name: karmada-nginx")).containsExactlyInAnyOrder(
                    "nginx-propagation " + POLICY + ":1", "nginx-propagation-worker01 manifests/override-worker01.yaml:1",
                    "nginx-propagation-worker02 " + OVERRIDE_2 + ":1");
        }

        @Test
        void aMembersNameLeadsToTheFleet() {
            open("quickstart-karmada");

            assertThat(definitions(POLICY, "- karmada-worker02")).containsExactly("member karmada-worker02");
        }

        @Test
        void anOverrideLeadsToTheLineItSetsAndTheTemplatesLineBack() {
            open("quickstart-karmada");

            assertThat(definitions(OVERRIDE_2, "value: 1.17.0-alpine"))
                    .containsExactly("karmada-worker02 spec.template.spec.containers[0].image");
            assertThat(definitions(DEPLOYMENT, "image: nginx")).containsExactly(OVERRIDE_2 + ":20");
        }

        @Test
        void dependentOverridesLeadToTheirPolicies() {
            open("quickstart-karmada");

            assertThat(definitions(POLICY, "- nginx-propagation-worker01"))
                    .containsExactly("manifests/override-worker01.yaml:1");
        }

        @Test
        void whatLeadsNowhereSaysSo() {
            open("quickstart-karmada");

            assertThat(definitions(POLICY, "kind: PropagationPolicy")).isEmpty();
        }

        @Test
        void aMembersUsagesAreAllPlacesThatNameIt() {
            open("quickstart-karmada");

            assertThat(usages(POLICY, "- karmada-worker02")).containsExactly(OVERRIDE_2 + ":12", POLICY + ":26");
        }

        @Test
        void aPolicysUsagesAreItsTemplatesAndWhoWaitsForIt() {
            open("quickstart-karmada");

            assertThat(usages(OVERRIDE_2, "name: nginx-propagation-worker02")).containsExactly(DEPLOYMENT + ":1", POLICY + ":30");
        }

        @Test
        void aJumpCanBeTakenBackAndMadeAgain() {
            open("quickstart-karmada");
            workbench.caretAt(new Caret(POLICY, 9, 14, 180));

            definitions(POLICY, "name: karmada-nginx");
            workbench.caretAt(new Caret(DEPLOYMENT, 1, 1, 0));
            model.back();
            assertThat(words(Objects.requireNonNull(workbench.destinationProperty().get()))).isEqualTo(POLICY + ":9");

            workbench.caretAt(new Caret(POLICY, 9, 14, 180));
            model.forward();
            assertThat(words(Objects.requireNonNull(workbench.destinationProperty().get()))).isEqualTo(DEPLOYMENT + ":1");
        }
    }
}
