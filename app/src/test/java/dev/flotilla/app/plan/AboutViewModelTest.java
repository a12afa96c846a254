package dev.flotilla.app.plan;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

import dev.flotilla.app.Scratch;
import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.plan.AboutViewModel.About;
import dev.flotilla.app.plan.AboutViewModel.Sentence;
import dev.flotilla.app.ui.Background;
import dev.flotilla.app.ui.State;
import dev.flotilla.app.workbench.Caret;
import dev.flotilla.app.workbench.Destination;
import dev.flotilla.app.workbench.Workbench;
import dev.flotilla.engine.Engine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class AboutViewModelTest {
    private static final String POLICY = "manifests/propagation.yaml";
    private static final String AUTOSCALER = """
            apiVersion: autoscaling.karmada.io/v1alpha1
            kind: FederatedHPA
            metadata: {name: scale, namespace: default}
            spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: karmada-nginx}, maxReplicas: 9}
            """;

    @TempDir Path folder;

    private final Workbench workbench = new Workbench(Engine.standard(), Background.inline());
    private final PreviewViewModel preview = new PreviewViewModel(workbench, Messages.of(Locale.ENGLISH));
    private final AboutViewModel model = preview.about();

    @BeforeEach
    void open() {
        workbench.open(Scratch.copyOf("quickstart-karmada", folder), _ -> {});
    }

    private About about() {
        return Objects.requireNonNull(model.aboutProperty().get());
    }

    @Test
    void aPolicySaysWhatItPlacesBesideItsObject() {
        workbench.caretAt(new Caret(POLICY, 1, 1, 0));

        assertThat(about().alone()).isFalse();
        assertThat(about().kind()).isEqualTo("PropagationPolicy");
        assertThat(about().sentences()).extracting(Sentence::words)
                .contains("Deployment default/karmada-nginx goes to karmada-worker01 (1), karmada-worker02 (2)");
    }

    @Test
    void whatNothingPlacedHasToDoWithIsShownAlone() {
        workbench.edit(POLICY, workbench.text(POLICY) + "---\n" + AUTOSCALER);
        int offset = Objects.requireNonNull(workbench.text(POLICY)).indexOf("FederatedHPA");

        workbench.caretAt(new Caret(POLICY, 1, 1, offset));

        assertThat(about().alone()).isTrue();
        assertThat(about().name()).isEqualTo("scale");
        assertThat(about().sentences()).extracting(Sentence::sign).contains(State.HINT);
    }

    @Test
    void aTemplateThatIsPlacedIsExplainedByItsPlan() {
        workbench.caretAt(new Caret(POLICY, 1, 1, 0));
        workbench.caretAt(new Caret("manifests/deployment.yaml", 1, 1, 0));

        assertThat(model.aboutProperty().get()).isNull();
    }

    @Test
    void whoAsksForAnObjectSeesThatOne() {
        workbench.caretAt(new Caret(POLICY, 1, 1, 0));

        workbench.goTo(new Destination.Explain(Objects.requireNonNull(preview.key())));

        assertThat(model.aboutProperty().get()).isNull();
    }

    @Test
    void ofVeryManySentencesTheFirstAreShown() {
        var many = new StringBuilder(Objects.requireNonNull(workbench.text(POLICY)).replace("      name: karmada-nginx\n", ""));
        for (int i = 0; i < 40; i++) {
            many.append("---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web-").append(i).append("}\n");
        }
        workbench.edit(POLICY, many.toString());

        workbench.caretAt(new Caret(POLICY, 1, 1, 0));

        List<String> facts = about().sentences().stream().filter(sentence -> sentence.sign() == null).map(Sentence::words)
                .toList();
        assertThat(facts).hasSize(21);
        assertThat(facts.getLast()).startsWith("and 22 more");
    }

    @Test
    void itFollowsWhatIsTyped() {
        workbench.caretAt(new Caret(POLICY, 1, 1, 0));

        workbench.edit(POLICY, Objects.requireNonNull(workbench.text(POLICY)).replaceFirst("weight: 2", "weight: 200"));

        assertThat(about().sentences()).extracting(Sentence::words)
                .contains("Deployment default/karmada-nginx goes to karmada-worker02 (3)");
    }
}
