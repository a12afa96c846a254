package dev.flotilla.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.TreeTableCell;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import javafx.stage.Window;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.tour.Outsider;
import dev.flotilla.app.ui.Action;
import dev.flotilla.app.workbench.Destination;
import dev.flotilla.app.workbench.PageId;
import dev.flotilla.engine.MemberConnection;
import dev.flotilla.engine.SessionOptions;
import dev.flotilla.engine.cluster.ConsentStore;
import org.junit.jupiter.api.Test;
import org.testfx.util.WaitForAsyncUtils;

import static org.assertj.core.api.Assertions.assertThat;

/// Every question that the window asks, answered by keyboard: each control has a name and is reached by Tab, Enter does what is
/// harmless, Escape changes nothing, and the keyboard is then where it was.
class QuestionsByKeyboardTest extends WindowTest {
    private static final int MOST_STOPS = 60;

    private final Messages text = Messages.english();
    private Path home;

    @Override
    SessionOptions sessions(ConsentStore consents, Path state) {
        return new SessionOptions(consents, state, Map.of(), home(), Clock.systemUTC());
    }

    /// Has a kubeconfig with a context that nobody answers for and one that wants a program to be run.
    private Path home() {
        try {
            if (home == null) {
                home = Files.createTempDirectory(folder, "home");
                Files.writeString(Files.createDirectories(home.resolve(".kube")).resolve("config"),
                        """
                                apiVersion: v1
                                kind: Config
                                clusters: [{name: cloud, cluster: {server: "https://cloud.example.invalid"}}]
                                contexts:
                                - {name: cloud-us, context: {cluster: cloud, user: cloud}}
                                - {name: cloud-asia, context: {cluster: cloud}}
                                users:
                                - name: cloud
                                  user: {exec: {apiVersion: client.authentication.k8s.io/v1, command: no-such-program, interactiveMode: Never}}
                                """);
            }
            return home;
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static <T> T onFx(Callable<T> question) throws Exception {
        return WaitForAsyncUtils.asyncFx(question).get();
    }

    private Stage main() {
        return (Stage) desktop.scene().getWindow();
    }

    private static Stage dialog(Window main) {
        return Window.getWindows().stream()
                .filter(window -> window != main && window.isShowing() && window instanceof Stage)
                .map(Stage.class::cast).findFirst().orElse(null);
    }

    /// Opens a question from where the keyboard is, goes all the way round in it, and leaves it.
    ///
    /// @param grave whether what it offers must not be what Enter does
    private void check(String what, boolean grave, Runnable opens) throws Exception {
        Node before = onFx(() -> desktop.scene().getFocusOwner());
        assertThat(before).as("who has the keyboard before %s", what).isNotNull();
        // a question keeps who opens it until it is answered
        Platform.runLater(opens);
        await("the question " + what, () -> dialog(main()) != null);
        Scene scene = onFx(() -> dialog(main()).getScene());
        await("the keyboard in " + what, () -> scene.getFocusOwner() != null);

        assertThat(onFx(() -> Nameless.below(scene.getRoot()))).as("without a name in %s", what).isEmpty();
        checkDefault(what, grave, scene);
        checkStops(what, scene);

        type(KeyCode.ESCAPE);
        await(what + " to be gone after Escape", () -> dialog(main()) == null);
        assertThat(onFx(() -> desktop.scene().getFocusOwner())).as("who has the keyboard after %s", what).isSameAs(before);
    }

    private static void checkDefault(String what, boolean grave, Scene scene) throws Exception {
        List<Button> defaults = onFx(() -> all(scene.getRoot()).stream().filter(Button.class::isInstance).map(Button.class::cast)
                .filter(Button::isDefaultButton).toList());
        assertThat(defaults).as("what Enter does in %s", what).hasSize(1);
        assertThat(defaults.getFirst().getStyleClass()).as("what Enter does in %s", what).doesNotContain("danger");
        if (grave) assertThat(defaults.getFirst().isCancelButton()).as("Enter changes nothing in %s", what).isTrue();
    }

    /// Each stop is left by Tab within so many steps, and none that could have the keyboard is passed over.
    private void checkStops(String what, Scene scene) throws Exception {
        Set<Node> expected = onFx(() -> new LinkedHashSet<>(all(scene.getRoot()).stream()
                .filter(node -> node.isFocusTraversable() && !node.isDisabled()).toList()));
        var stops = new HashSet<Node>();
        stops.add(onFx(scene::getFocusOwner));
        for (int i = 0; i < MOST_STOPS && !stops.containsAll(expected); i++) {
            type(KeyCode.TAB);
            stops.add(onFx(scene::getFocusOwner));
        }
        assertThat(stops).as("stops in %s", what).containsAll(expected);
    }

    private static Collection<Node> all(Node root) {
        var all = new ArrayList<Node>();
        collect(root, all);
        return all;
    }

    private static void collect(Node node, List<Node> all) {
        if (!node.isVisible()) return;
        all.add(node);
        if (node instanceof Parent parent) parent.getChildrenUnmodifiable().forEach(child -> collect(child, all));
    }

    private void go(Destination to) {
        interact(() -> desktop.workbench().goTo(to));
        WaitForAsyncUtils.waitForFxEvents();
    }

    private void focus(Node node) {
        interact(node::requestFocus);
    }

    private Runnable pageAction(PageId page, String key) throws Exception {
        return onFx(() -> desktop.shell().page(page).actions().stream().filter(one -> one.text().equals(text.get(key)))
                .findFirst().orElseThrow().run());
    }

    /// Checks the question behind a button, opened by keyboard.
    private void checkButton(String words, boolean grave) throws Exception {
        await("the button " + words, () -> button(words) != null);
        Button opener = onFx(() -> (Button) button(words));
        focus(opener);
        check(words, grave, opener::fire);
    }

    @Test
    void questionsAboutTheFleet() throws Exception {
        Path workspace = Files.createTempDirectory(folder, "shop");
        Files.writeString(workspace.resolve("flotilla.yaml"), """
                apiVersion: flotilla.dev/v1alpha1
                kind: Workspace
                metadata: {name: shop}
                spec:
                  members:
                  - {name: lab, sandbox: {nodes: 1}}
                  - {name: us, kubeconfig: ~/.kube/config, context: cloud-us}
                """);
        interact(() -> desktop.open(workspace));
        await("the member that wants consent", () -> desktop.fleet().membersProperty().get().stream()
                .anyMatch(member -> member.state() == MemberConnection.State.FAILED));
        go(new Destination.Member("us"));

        checkButton("Look at the command…", true);
        await("contexts", () -> button("Join cloud-asia") != null);
        checkButton("Join cloud-asia", false);
        checkButton("Unjoin…", true);
        checkButton("Add label", false);
        checkButton("Add taint", false);
        check("add a sandbox", false, pageAction(PageId.FLEET, "fleet.sandbox.add"));
    }

    @Test
    void questionsAboutDocuments() throws Exception {
        open(sample("quickstart-karmada"));
        openDocument("nginx-propagation");
        focus(editor());

        check("new document", false, pageAction(PageId.STUDIO, "studio.documents.new"));
        for (Action deed : onFx(desktop::kubefed)) {
            if (onFx(() -> deed.enabled().get())) check(deed.text(), false, deed.run());
        }
        check("about", false, desktop::about);
        interact(() -> desktop.workbench().edit("manifests/more.yaml", "# typed\n"));
        check("quit with unsaved text", false, desktop::quit);
        assertThat(desktop.workbench().unsavedProperty().get()).containsKey("manifests/more.yaml");
        check("what nobody foresaw", false, () -> Thread.getDefaultUncaughtExceptionHandler()
                .uncaughtException(Thread.currentThread(), new IllegalStateException("thrown by a test")));
    }

    @Test
    void questionsAboutPushing() throws Exception {
        openPushedQuickstart();
        new Outsider(session().sandbox("karmada-worker01").orElseThrow()).changeImage("default", "karmada-nginx", "nginx:1.19");
        await("a drifted cell", () -> driftedCell() != null);
        clickPlaceOf(QuestionsByKeyboardTest::driftedCell);
        await("what differs", () -> button("Adopt into template…" + FIELD) != null);
        checkButton("Adopt into template…" + FIELD, false);
        checkButton("Adopt as override…" + FIELD, false);

        interact(() -> desktop.workbench().edit("manifests/deployment.yaml", "\n"));
        go(new Destination.Review());
        await("the review", () -> push() != null);
        Button push = onFx(QuestionsByKeyboardTest::push);
        focus(push);
        check("prune", true, push::fire);
    }

    private static final String FIELD = " spec.template.spec.containers[0].image";

    private static Node driftedCell() {
        return find(TreeTableCell.class, one -> words(one).contains("Drift"));
    }

    private static Button push() {
        return find(Button.class, one -> "push".equals(one.getId()) && !one.isDisabled());
    }

    @Test
    void theWayToAWorkspaceOfOnesOwn() throws Exception {
        await("the welcome", () -> reads("Use my kubeconfig…"));
        interact(() -> root().requestFocus());
        type(KeyCode.TAB);
        check("new workspace", false, desktop::useKubeconfig);
    }
}
