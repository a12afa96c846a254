package dev.flotilla.app;

import java.util.List;
import java.util.Objects;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Pane;

import dev.flotilla.app.workbench.Caret;
import dev.flotilla.app.workbench.Destination;
import dev.flotilla.engine.text.SourceFile;
import org.fxmisc.richtext.CodeArea;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testfx.util.WaitForAsyncUtils;

import static org.assertj.core.api.Assertions.assertThat;

/// Reading in the studio by mouse and keyboard: what a word means, where it leads, and what is folded away.
class StudioReadingUiTest extends WindowTest {
    private static final String POLICY = "manifests/propagation.yaml";
    private static final String DEPLOYMENT = "manifests/deployment.yaml";

    @BeforeEach
    void openSample() throws Exception {
        open(sample("quickstart-karmada"));
    }

    /// Puts the caret behind the first place where a file has `words`, with the keyboard in the editor.
    private void caretBehind(String file, String words) throws Exception {
        String text = Objects.requireNonNull(desktop.workbench().text(file));
        int at = text.indexOf(words) + words.length();
        interact(() -> desktop.workbench().goTo(new Destination.Text(new SourceFile(file, text).location(at, at))));
        await("the caret in " + file, () -> caret().equals(file + " " + at) && editor().isFocused());
    }

    private String caret() {
        Caret caret = desktop.workbench().caretProperty().get();
        return caret == null ? "" : caret.file() + " " + caret.offset();
    }

    private String line() {
        Caret caret = desktop.workbench().caretProperty().get();
        return caret == null ? "" : caret.file() + ":" + caret.line();
    }

    private static String card() {
        Pane card = find(Pane.class, pane -> pane.getStyleClass().contains("hover-card"));
        return card == null ? "" : card.getAccessibleText();
    }

    private static List<String> choices() {
        ListView<?> links = find(ListView.class, list -> list.getStyleClass().contains("links"));
        return links == null ? List.of() : words(links);
    }

    /// The middle of the first letter of `words` on the screen.
    private Point2D letter(String words) {
        return WaitForAsyncUtils.waitForAsyncFx(10_000, () -> {
            CodeArea area = editor();
            int at = area.getText().indexOf(words);
            Bounds bounds = area.getCharacterBoundsOnScreen(at, at + 1).orElseThrow();
            return new Point2D(bounds.getCenterX(), bounds.getCenterY());
        });
    }

    @Test
    void f1TellsAboutTheWordAtTheCaretUntilItMoves() throws Exception {
        caretBehind(POLICY, "replicaScheduling");

        push(KeyCode.F1);
        await("the card", () -> card().contains("Whether each member runs all replicas or a part of them"));

        push(KeyCode.HOME);
        await("no card", () -> card().isEmpty());
    }

    @Test
    void theMouseThatRestsOnAWordIsTold() throws Exception {
        caretBehind(DEPLOYMENT, "kind");

        moveTo(letter("image: nginx"));

        await("the card", () -> card().contains("karmada-worker02 nginx:1.17.0-alpine (was nginx), set by "
                + "nginx-propagation-worker02"));
        moveTo(letter("matchLabels"));
        await("another card, or none", () -> !card().contains("1.17.0-alpine"));
    }

    @Test
    void ctrlBGoesToTheTemplateAndAltLeftBack() throws Exception {
        caretBehind(POLICY, "name: karmada-nginx");
        String before = line();

        push(KeyCode.CONTROL, KeyCode.B);
        await("the template", () -> line().equals(DEPLOYMENT + ":1"));

        push(KeyCode.ALT, KeyCode.LEFT);
        await("where it began", () -> line().equals(before));
        push(KeyCode.ALT, KeyCode.RIGHT);
        await("the template again", () -> line().equals(DEPLOYMENT + ":1"));
    }

    @Test
    void ofSeveralPlacesOneIsChosenByKeyboard() throws Exception {
        caretBehind(DEPLOYMENT, "name: karmada-nginx");

        push(KeyCode.F12);
        await("the choices", () -> choices().contains("nginx-propagation-worker02"));
        List<String> names = WaitForAsyncUtils.waitForAsyncFx(10_000, StudioReadingUiTest::choices);
        assertThat(names).contains("nginx-propagation", "nginx-propagation-worker01");
        push(KeyCode.DOWN);
        push(KeyCode.ENTER);

        await("the second of them", () -> line().equals("manifests/override-worker01.yaml:1"));
        assertThat(desktop.workbench().text(DEPLOYMENT)).doesNotContain("nginx-propagation");
    }

    @Test
    void ctrlClickOnAMemberShowsItInTheFleet() throws Exception {
        caretBehind(POLICY, "- karmada-worker02");

        Point2D name = letter("karmada-worker02");
        moveTo(name);
        // the headless robot's mouse knows nothing of the keys that are down
        interact(() -> {
            Point2D here = editor().localToScene(editor().screenToLocal(name));
            editor().fireEvent(new MouseEvent(MouseEvent.MOUSE_CLICKED, here.getX(), here.getY(), name.getX(), name.getY(),
                    MouseButton.PRIMARY, 1, false, true, false, false, true, false, false, true, false, true, null));
        });

        await("the fleet", () -> desktop.workbench().destinationProperty().get() instanceof Destination.Member(String cluster)
                && cluster.equals("karmada-worker02") && editor() == null);
    }

    @Test
    void anOverrideLeadsToTheManifestsLineAndTheLineBack() throws Exception {
        String file = "manifests/override-worker02.yaml";
        caretBehind(file, "value: 1.17.0-alpine");
        String rule = line();

        push(KeyCode.CONTROL, KeyCode.B);
        await("the line of the manifest", () -> selectedLine().contains("nginx:1.17.0-alpine"));
        caretBehind(POLICY, "kind");
        interact(() -> manifest().requestFocus());
        push(KeyCode.CONTROL, KeyCode.B);

        await("the rule", () -> line().startsWith(file));
        assertThat(rule).startsWith(file);
    }

    private static ListView<?> manifest() {
        return find(ListView.class, list -> list.getStyleClass().contains("manifest"));
    }

    private static String selectedLine() {
        ListView<?> manifest = manifest();
        Object row = manifest == null ? null : manifest.getSelectionModel().getSelectedItem();
        return String.valueOf(row);
    }

    @Test
    void aBlockFoldsByKeyAndUnfoldsByTheMargin() throws Exception {
        caretBehind(POLICY, "placement");

        push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.OPEN_BRACKET);
        await("fewer lines", () -> hidden() == 17);
        String text = desktop.workbench().text(POLICY);
        assertThat(desktop.workbench().unsavedProperty().get()).isEmpty();

        push(KeyCode.DOWN);
        await("the line below the block", () -> line().equals(POLICY + ":28"));
        push(KeyCode.UP);
        await("the head of the block", () -> line().equals(POLICY + ":10"));

        Node mark = find(Node.class, node -> "Show what is folded below line 10".equals(node.getAccessibleText()));
        clickOn(mark);
        await("all lines", () -> hidden() == 0);
        assertThat(desktop.workbench().text(POLICY)).isEqualTo(text);
    }

    /// How many lines are folded away.
    private static long hidden() {
        return editor().getParagraphs().stream().filter(paragraph -> paragraph.getParagraphStyle().contains("collapse")).count();
    }

    @Test
    void whatIsFoldedOpensWhereSomebodyGoes() throws Exception {
        caretBehind(POLICY, "spec");
        push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.OPEN_BRACKET);
        await("fewer lines", () -> hidden() > 0);

        caretBehind(POLICY, "weight: 2");

        await("the lines", () -> hidden() == 0);
        write("0");
        await("the typed weight", () -> Objects.requireNonNull(desktop.workbench().text(POLICY)).contains("weight: 20"));
    }

    @Test
    void aNewLineAtAFoldedBlockHidesNothing() throws Exception {
        caretBehind(POLICY, "  placement:");
        push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.OPEN_BRACKET);
        await("fewer lines", () -> hidden() > 0);
        push(KeyCode.END);
        push(KeyCode.ENTER);

        await("nothing hidden", () -> hidden() == 0);
    }

    @Test
    void aPinnedTabComesFirst() throws Exception {
        caretBehind(POLICY, "kind");
        interact(() -> Objects.requireNonNull(tab("karmada-worker02")).getTabPane().getSelectionModel()
                .select(tab("karmada-worker02")));

        push(KeyCode.CONTROL, KeyCode.K);
        await("the palette", () -> lookup("#palette-field").tryQuery().isPresent());
        write("pin or unpin");
        push(KeyCode.ENTER);

        await("the pinned tab in front", () -> Objects.requireNonNull(tab("karmada-worker02")).getTabPane().getTabs()
                .indexOf(tab("karmada-worker02")) == 0);
    }
}
