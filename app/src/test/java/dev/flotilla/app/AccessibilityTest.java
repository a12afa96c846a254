package dev.flotilla.app;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.VBox;
import javafx.stage.Window;

import dev.flotilla.app.ui.Glyph;
import dev.flotilla.app.ui.Icon;
import dev.flotilla.app.workbench.Destination;
import dev.flotilla.app.workbench.PageId;
import org.junit.jupiter.api.Test;
import org.testfx.util.WaitForAsyncUtils;

import static org.assertj.core.api.Assertions.assertThat;

/// Every view and every question, with a fleet that was pushed to: each control has a name, the keyboard reaches all of them and one
/// sees where it is.
class AccessibilityTest extends WindowTest {
    /// What a focus ring adds around a control.
    private static final int RING = 4;

    @Test
    void aNamelessControlIsFound() {
        var nameless = new Button(null, new Icon(Glyph.CLOSE, 14));
        var named = new Button(null, new Icon(Glyph.CLOSE, 14));
        named.setAccessibleText("Close");
        var field = new TextField();
        var label = new Label("Name");
        label.setLabelFor(field);
        var bare = new TextField();

        assertThat(Nameless.below(new VBox(nameless, named, label, field, bare))).hasSize(2);
    }

    @Test
    void everyControlOfEveryPageHasAName() throws Exception {
        var found = new ArrayList<String>();
        look("welcome", found);
        openAndPush();
        for (PageId page : PageId.values()) {
            go(page);
            look(page.key(), found);
        }
        go(PageId.STATUS);
        clickOn(find(Node.class, node -> node instanceof Label label && "1/1".equals(label.getText())));
        await("the details", () -> tab("Events") != null);
        for (String tab : List.of("Events", "Pods", "Logs", "Conditions", "YAML")) {
            interact(() -> tab(tab).getTabPane().getSelectionModel().select(tab(tab)));
            look("status, " + tab, found);
        }
        interact(() -> desktop.workbench().goTo(new Destination.Member("karmada-worker01")));
        await("the member's details", () -> tab("Overview") != null);
        for (String tab : List.of("Overview", "Nodes", "APIs", "Conditions")) {
            interact(() -> tab(tab).getTabPane().getSelectionModel().select(tab(tab)));
            look("fleet, " + tab, found);
        }
        assertThat(found).isEmpty();
    }

    @Test
    void everyControlOfEveryQuestionHasAName() throws Exception {
        var found = new ArrayList<String>();
        openAndPush();
        push(KeyCode.CONTROL, KeyCode.K);
        await("the palette", () -> lookupField("palette-field") != null);
        look("palette", found);
        type(KeyCode.ESCAPE);

        interact(() -> desktop.workbench().goTo(new Destination.Member("karmada-worker01")));
        for (String opener : List.of("Add sandbox member", "Unjoin…", "Add label", "Add taint")) {
            click(opener);
            await("the question behind " + opener, () -> button("Cancel") != null);
            look(opener, found);
            type(KeyCode.ESCAPE);
            await("no question", () -> button("Cancel") == null);
        }
        assertThat(found).isEmpty();
    }

    @Test
    void tabGoesThroughEveryPageAndOneSeesWhereItIs() throws Exception {
        openAndPush();
        for (PageId page : PageId.values()) {
            // in the studio's editor Tab indents, as in every editor; F6 leaves it
            if (page != PageId.STUDIO) walk(page);
        }
    }

    private void walk(PageId page) throws Exception {
        go(page);
        WaitForAsyncUtils.waitForFxEvents();
        interact(() -> root().requestFocus());
        var stops = new ArrayList<Node>();
        var unseen = new ArrayList<String>();
        type(KeyCode.TAB);
        for (int i = 0; i < 80; i++) {
            Node owner = desktop.scene().getFocusOwner();
            if (owner == null || stops.contains(owner)) break;
            stops.add(owner);
            Bounds where = owner.localToScene(owner.getLayoutBounds());
            WritableImage with = picture();
            type(KeyCode.TAB);
            WaitForAsyncUtils.waitForFxEvents();
            if (desktop.scene().getFocusOwner() == owner) break;
            if (!differ(with, picture(), where)) unseen.add(owner.toString());
        }
        assertThat(stops).as("stops on %s", page).hasSizeGreaterThan(5);
        assertThat(stops).as("the keyboard goes around").contains(desktop.scene().getFocusOwner());
        assertThat(unseen).as("has the keyboard on %s, and nobody sees it", page).isEmpty();
    }

    private void openAndPush() throws Exception {
        open(sample("quickstart-karmada"));
        click("Review and sync");
        click("Push 2 changes");
        goTo("Status");
        await("ready replicas", () -> matrixRow("karmada-nginx").contains("3/3"));
    }

    private void go(PageId page) {
        interact(() -> desktop.workbench().goTo(new Destination.Page(page)));
        WaitForAsyncUtils.waitForFxEvents();
    }

    private static Node lookupField(String id) {
        return find(TextField.class, field -> id.equals(field.getId()));
    }

    private void look(String where, List<String> found) throws Exception {
        WaitForAsyncUtils.waitForFxEvents();
        found.addAll(WaitForAsyncUtils.asyncFx(() -> Window.getWindows().stream()
                .flatMap(window -> Nameless.below(window.getScene().getRoot()).stream()).map(line -> where + ": " + line)
                .toList()).get());
    }

    private WritableImage picture() throws Exception {
        return WaitForAsyncUtils.asyncFx(() -> desktop.scene().snapshot(null)).get();
    }

    private static boolean differ(WritableImage one, WritableImage other, Bounds where) {
        int left = Math.max(0, (int) where.getMinX() - RING);
        int top = Math.max(0, (int) where.getMinY() - RING);
        int right = Math.min((int) one.getWidth(), (int) where.getMaxX() + RING);
        int bottom = Math.min((int) one.getHeight(), (int) where.getMaxY() + RING);
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                if (one.getPixelReader().getArgb(x, y) != other.getPixelReader().getArgb(x, y)) return true;
            }
        }
        return false;
    }
}
