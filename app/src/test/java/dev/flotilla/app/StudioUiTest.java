package dev.flotilla.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;

import dev.flotilla.app.ui.SplitBar;
import dev.flotilla.app.workbench.Caret;
import dev.flotilla.app.workbench.Destination;
import dev.flotilla.engine.diagnostics.Diagnostic;
import dev.flotilla.engine.diagnostics.Location;
import dev.flotilla.engine.text.SourceFile;
import org.fxmisc.richtext.CodeArea;
import org.junit.jupiter.api.Test;
import org.testfx.util.WaitForAsyncUtils;

import static org.assertj.core.api.Assertions.assertThat;

/// The studio by mouse and keyboard, as a person uses it.
class StudioUiTest extends WindowTest {
    private static final String POLICY = "manifests/propagation.yaml";
    private static final String DEPLOYMENT = "manifests/deployment.yaml";

    private void openSample() throws Exception {
        Path workspace = sample("quickstart-karmada");
        interact(() -> desktop.open(workspace));
        await(() -> lookup("#preview-split").tryQuery().isPresent() && split().contains("karmada-worker02"));
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        await("what the test names", condition);
    }

    private String split() {
        return Objects.requireNonNullElse(lookup("#preview-split").queryAs(SplitBar.class).getAccessibleText(), "");
    }

    /// Puts the caret behind the first place where the policy's text has `words`, with the keyboard in the editor.
    private void caretBehind(String words) {
        caretBehind(POLICY, words);
    }

    private void caretBehind(String file, String words) {
        String text = text(file);
        int at = text.indexOf(words) + words.length();
        interact(() -> desktop.workbench().goTo(new Destination.Text(new SourceFile(file, text).location(at, at))));
        WaitForAsyncUtils.waitForFxEvents();
    }

    @Test
    void aTypedWeightMovesTheReplicasOnScreen() throws Exception {
        openSample();
        assertThat(split()).isEqualTo("karmada-worker01 1, karmada-worker02 2");

        caretBehind("weight: 2");
        push(KeyCode.BACK_SPACE);
        push(KeyCode.ESCAPE);
        write("9");

        await(() -> split().equals("karmada-worker02 3"));
        assertThat(lookup("#preview-summary").queryAs(Labeled.class).getText()).isEqualTo("3 replicas, 1 of 2 members");
    }

    @Test
    void undoBringsTheSplitBackAndNothingIsUnsaved() throws Exception {
        openSample();
        caretBehind("weight: 2");
        push(KeyCode.BACK_SPACE);
        write("9");
        await(() -> split().equals("karmada-worker02 3"));

        push(KeyCode.CONTROL, KeyCode.Z);
        push(KeyCode.CONTROL, KeyCode.Z);

        await(() -> split().equals("karmada-worker01 1, karmada-worker02 2"));
        assertThat(desktop.workbench().unsavedProperty().get()).isEmpty();
    }

    @Test
    void theTextsMenuIsAboutTheWordThatIsPointedAt() throws Exception {
        openSample();
        caretBehind("weight: 2");
        String before = text(POLICY);
        int at = before.indexOf("weight: 1");
        Bounds line = WaitForAsyncUtils.waitForAsyncFx(10_000,
                () -> editor().getCharacterBoundsOnScreen(at, at + 1).orElseThrow());

        clickOn(line.getCenterX(), line.getCenterY(), MouseButton.SECONDARY);
        await("the menu", () -> menuItem("Comment or uncomment lines") != null && menuItem("Paste") != null);
        clickOn(menuItem("Comment or uncomment lines"));

        await("the line as a comment", () -> text(POLICY).contains("# weight: 1") && !text(POLICY).contains("# weight: 2"));

        push(KeyCode.SHIFT, KeyCode.F10);
        await("the menu by keyboard", () -> menuItem("Select all") != null);
        clickOn(menuItem("Select all"));
        await("all of it", () -> editor().getSelectedText().equals(editor().getText()));
    }

    private static Node menuItem(String words) {
        return find(Label.class, label -> words.equals(label.getText()) && label.getParent() != null
                && label.getParent().getStyleClass().contains("menu-item"));
    }

    @Test
    void whatCannotBeSavedIsSaidOnEveryPageUntilItIs() throws Exception {
        openSample();
        caretBehind("weight: 2");
        push(KeyCode.BACK_SPACE);
        write("9");
        await(() -> desktop.workbench().unsavedProperty().get().containsKey(POLICY));
        Path file = desktop.workbench().locationProperty().get().resolve(POLICY);
        Files.delete(file);
        // nobody may write a file where a folder is, not even root
        Path folder = Files.createDirectories(file.resolve("in-the-way"));

        push(KeyCode.CONTROL, KeyCode.S);
        await("why not", () -> words(root()).stream().anyMatch(words -> words.startsWith(POLICY + " could not be saved: ")));
        goTo("Fleet");
        click("1 file could not be saved");
        await("the file", () -> editor() != null && editor().getText().contains("weight: 9"));
        Files.delete(folder);
        Files.delete(file);
        click("Save again");

        await("the saved file", () -> !reads("1 file could not be saved") && button("Save again") == null);
        assertThat(Files.readString(file)).contains("weight: 9");
    }

    @Test
    void savingByKeyboardWritesTheFile() throws Exception {
        openSample();
        caretBehind("weight: 2");
        write("0");
        await(() -> desktop.workbench().unsavedProperty().get().containsKey(POLICY));

        push(KeyCode.CONTROL, KeyCode.S);

        await(() -> desktop.workbench().unsavedProperty().get().isEmpty());
        Path root = Objects.requireNonNull(desktop.workbench().workspace()).root();
        assertThat(Files.readString(root.resolve(POLICY))).contains("weight: 20");
    }

    @Test
    void f8GoesFromProblemToProblemAndBack() throws Exception {
        openSample();
        caretBehind("weight: 2");
        var problems = Objects.requireNonNull(desktop.workbench().plan()).diagnostics();
        assertThat(problems).hasSizeGreaterThan(1);

        push(KeyCode.F8);
        await(() -> isAt(problems.get(0)));
        push(KeyCode.F8);
        await(() -> isAt(problems.get(1)));
        push(KeyCode.SHIFT, KeyCode.F8);
        await(() -> isAt(problems.get(0)));
    }

    private boolean isAt(Diagnostic problem) {
        Caret caret = desktop.workbench().caretProperty().get();
        return caret != null && caret.file().equals(problem.location().file()) && caret.line() == problem.location().line();
    }

    @Test
    void thePaletteReachesAPageByAFewLetters() throws Exception {
        openSample();

        push(KeyCode.CONTROL, KeyCode.K);
        await(() -> lookup("#palette-field").tryQuery().isPresent());
        TextInputControl field = lookup("#palette-field").queryAs(TextInputControl.class);
        interact(() -> field.setText("go to settings"));
        push(KeyCode.ENTER);

        await(() -> lookup(".settings-page").tryQuery().isPresent());
    }

    @Test
    void everyControlOfTheStudioHasAName() throws Exception {
        openSample();

        interact(() -> {
            for (Node node : lookup(".button").queryAll()) {
                if (node instanceof Button button && button.isVisible()) {
                    boolean named = !Objects.requireNonNullElse(button.getText(), "").isBlank()
                            || !Objects.requireNonNullElse(button.getAccessibleText(), "").isBlank();
                    assertThat(named).as("%s in %s", button, button.getParent()).isTrue();
                }
            }
            for (Node node : lookup(".text-field").queryAll()) {
                assertThat(node.getAccessibleText()).as("%s", node).isNotBlank();
            }
            assertThat(lookup(".code-area").queryAs(CodeArea.class).getAccessibleText()).contains(POLICY);
        });
    }

    private String text() {
        return text(POLICY);
    }

    private String text(String file) {
        return Objects.requireNonNull(desktop.workbench().text(file));
    }

    private Node named(String accessibleText) {
        return lookup((Node node) -> accessibleText.equals(node.getAccessibleText()) && node.isVisible()).query();
    }

    @Test
    void aWeightTypedIntoTheFormIsInTheTextAndUndoneByKeyboard() throws Exception {
        openSample();
        caretBehind("weight: 1");
        String before = text();

        push(KeyCode.CONTROL, KeyCode.J);
        await(() -> lookup(".form-field").tryQuery().isPresent());
        String weight = "spec.placement.replicaScheduling.weightPreference.staticWeightList[1].weight karmada-worker02";
        interact(() -> named(weight).requestFocus());
        push(KeyCode.CONTROL, KeyCode.A);
        write("5");
        push(KeyCode.ENTER);

        await(() -> text().equals(before.replace("weight: 2", "weight: 5")));
        await(() -> split().equals("karmada-worker02 3") || split().equals("karmada-worker01 1, karmada-worker02 2"));
        push(KeyCode.CONTROL, KeyCode.Z);
        await(() -> text().equals(before));
        push(KeyCode.CONTROL, KeyCode.J);
        await(() -> lookup(".form-field").tryQuery().isEmpty());
    }

    @Test
    void aChipTakesAMemberOutOfThePolicy() throws Exception {
        openSample();
        caretBehind("weight: 1");
        push(KeyCode.CONTROL, KeyCode.J);
        await(() -> lookup(".form-chip").tryQuery().isPresent());

        interact(() -> named("karmada-worker01 in clusterNames").requestFocus());
        push(KeyCode.SPACE);

        await(() -> split().equals("karmada-worker02 3"));
        assertThat(text()).contains("clusterNames:\n        - karmada-worker02\n");
    }

    @Test
    void enterTakesACompletionAndNothingElse() throws Exception {
        openSample();
        String before = text();
        caretBehind("- karmada-worker01");
        push(KeyCode.ENTER);
        write("- karmada-worker0");
        await(() -> text().contains("        - karmada-worker0\n") && offered().contains("karmada-worker01"));

        push(KeyCode.ENTER);

        await(() -> text()
                .equals(before.replaceFirst("- karmada-worker01\n", "- karmada-worker01\n        - karmada-worker01\n")));
    }

    private static List<String> offered() {
        ListView<?> list = find(ListView.class, one -> one.getStyleClass().contains("completion"));
        return list == null ? List.of() : words(list);
    }

    @Test
    void aFieldOfAContainerIsCompletedWithItsPurposeAndItsValue() throws Exception {
        openSample();
        caretBehind(DEPLOYMENT, "- image: nginx");
        push(KeyCode.ENTER);
        push(KeyCode.CONTROL, KeyCode.SPACE);
        await(() -> offered().contains("imagePullPolicy"));

        write("imageP");
        await(() -> offered().equals(List.of("imagePullPolicy", "text")));
        Labeled purpose = Objects.requireNonNull(
                find(Labeled.class, label -> label.getStyleClass().contains("completion-purpose")));
        assertThat(purpose.getText()).startsWith("When the image is pulled");
        push(KeyCode.ENTER);
        await(() -> text(DEPLOYMENT).contains("          imagePullPolicy: \n"));
        write("N");
        await(() -> offered().contains("Never"));
        push(KeyCode.ENTER);

        await(() -> text(DEPLOYMENT).contains("        - image: nginx\n          imagePullPolicy: Never\n"));
    }

    @Test
    void tabsTurnByKeyboardAndClose() throws Exception {
        openSample();
        caretBehind("weight: 2");
        interact(() -> desktop.workbench().goTo(new Destination.Text(Location.startOf("manifests/deployment.yaml"))));
        await(() -> file().equals("manifests/deployment.yaml"));

        push(KeyCode.CONTROL, KeyCode.TAB);
        await(() -> file().equals(POLICY));
        push(KeyCode.CONTROL, KeyCode.W);

        await(() -> file().equals("manifests/deployment.yaml"));
    }

    private String file() {
        Caret caret = desktop.workbench().caretProperty().get();
        return caret == null ? "" : caret.file();
    }

    @Test
    void aSelectedRowOfExplainSaysInTheTextWhatTheLinesDo() throws Exception {
        openSample();
        caretBehind("weight: 2");
        push(KeyCode.CONTROL, KeyCode.E);
        await(() -> lookup(".explain-row").tryQuery().isPresent());

        interact(() -> lookup(".explain-row").query().requestFocus());
        push(KeyCode.ENTER);

        await(() -> lookup(".mark-words").queryAll().stream().anyMatch(node -> node.isVisible() && node instanceof Labeled words
                && words.getText().equals("chooses karmada-worker01")));
    }

    @Test
    void aFileChangedUnderUnsavedTextIsSaidAndCanBeReloaded() throws Exception {
        openSample();
        caretBehind("weight: 2");
        write("0");
        await(() -> desktop.workbench().unsavedProperty().get().containsKey(POLICY));
        Path file = Objects.requireNonNull(desktop.workbench().workspace()).root().resolve(POLICY);
        Files.writeString(file, Files.readString(file).replace("weight: 1", "weight: 4"));

        await(() -> lookup(".notice").tryQuery().isPresent());
        clickOn("Reload from disk");

        await(() -> split().equals("karmada-worker01 2, karmada-worker02 1"));
        assertThat(lookup(".notice").tryQuery()).isEmpty();
        assertThat(desktop.workbench().unsavedProperty().get()).isEmpty();
    }
}
