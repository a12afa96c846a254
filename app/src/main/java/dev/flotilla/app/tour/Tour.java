package dev.flotilla.app.tour;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.stage.Stage;

import dev.flotilla.app.Desktop;
import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.settings.AppSettings;
import dev.flotilla.app.settings.SettingsStore;
import dev.flotilla.app.ui.Appearance;
import dev.flotilla.app.ui.Background;
import dev.flotilla.app.workbench.Destination;
import dev.flotilla.app.workbench.PageId;
import dev.flotilla.engine.Engine;
import dev.flotilla.engine.SessionOptions;
import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.documents.ObjectKey;
import dev.flotilla.engine.plan.FleetPlan;
import dev.flotilla.engine.plan.ObjectPlan;
import dev.flotilla.engine.sandbox.SandboxCluster;
import dev.flotilla.engine.status.FleetStatus;
import dev.flotilla.engine.workspace.Workspace;
import org.fxmisc.richtext.CodeArea;
import org.jspecify.annotations.Nullable;

/// Opens the whole app without a display, does the main job in it and writes a picture of each page: welcome, fleet, studio,
/// explanation, an edited weight, review, push, status, history, settings. The workspace is copied first; the original stays as it
/// is.
public final class Tour {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Pattern WEIGHT = Pattern.compile("(?m)^( +weight: )1 *$");
    private static final String HEAVIER = "4";

    private final Options options;
    private final Desktop desktop;
    private final Visitor visitor;

    /// @param folder    where pictures go; made where it does not exist
    /// @param language  `en` or `zh`
    /// @param workspace what to open
    /// @param corners   whether forms, dialogs and what else is not on the straight way is drawn too
    public record Options(Path folder, boolean dark, String language, Path workspace, int width, int height, boolean corners) {
        public Options(Path folder, boolean dark, String language, Path workspace) {
            this(folder, dark, language, workspace, 1440, 900, false);
        }

        public Options sized(int width, int height) {
            return new Options(folder, dark, language, workspace, width, height, corners);
        }

        public Options withCorners(boolean corners) {
            return new Options(folder, dark, language, workspace, width, height, corners);
        }
    }

    private Tour(Options options, Desktop desktop, Visitor visitor) {
        this.options = options;
        this.desktop = desktop;
        this.visitor = visitor;
    }

    /// Starts JavaFX without a display and walks through the app. Works once in a process.
    ///
    /// @return the pictures, in the order of the walk
    public static List<Path> run(Options options) throws Exception {
        System.setProperty("glass.platform", "Headless");
        System.setProperty("prism.order", "sw");
        var started = new CompletableFuture<Boolean>();
        Platform.startup(() -> started.complete(true));
        started.join();
        Platform.setImplicitExit(false);
        try {
            return walk(options, (_, _) -> {});
        } finally {
            Platform.exit();
        }
    }

    /// Walks in a JavaFX that runs already.
    ///
    /// @param look called on the FX thread with the name of each picture and the scene that it shows
    static List<Path> walk(Options options, BiConsumer<String, Scene> look) throws Exception {
        Files.createDirectories(options.folder());
        try (Scratch scratch = Scratch.of(options.workspace())) {
            var store = new SettingsStore(scratch.folder("settings"));
            Path state = scratch.folder("state");
            Path home = scratch.folder("home");
            Desktop desktop = Visitor.onFx(() -> {
                store.set(settings(store.get(), options));
                var stage = new Stage();
                stage.setX(0);
                stage.setY(0);
                var made = new Desktop(stage, Engine.standard(), Background.threads(), store, new Appearance(), _ -> {},
                        // nothing of whoever draws the pictures gets into them
                        consents -> new SessionOptions(consents, state, Map.of(), home, Clock.systemUTC()));
                stage.setWidth(options.width());
                stage.setHeight(options.height());
                made.show();
                return made;
            });
            try {
                var visitor = new Visitor(desktop.scene(), options.folder(), look);
                new Tour(options, desktop, visitor).walk(scratch);
                return visitor.pictures();
            } finally {
                CompletionStage<Void> end = Visitor.onFx(() -> {
                    desktop.scene().getWindow().hide();
                    return desktop.stop();
                });
                // What was copied is thrown away only when nobody writes into it any more.
                end.toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            }
        }
    }

    private static AppSettings settings(AppSettings standard, Options options) {
        return standard.withTheme(options.dark() ? Appearance.Theme.DARK : Appearance.Theme.LIGHT)
                .withLanguage(options.language());
    }

    private void walk(Scratch scratch) throws Exception {
        visitor.picture("welcome");
        Visitor.run(() -> desktop.open(scratch.workspace()));
        Visitor.await("a plan", () -> desktop.workbench().plan() != null);
        Visitor.await("all members to be ready", this::allReady);
        visitor.picture("studio");
        sync("", "");
        go(new Destination.Page(PageId.STUDIO));
        editWeight();
        visitor.picture("studio-edited");
        ObjectKey key = firstDivided();
        if (key != null) {
            go(new Destination.Explain(key));
            visitor.picture("explain");
        }
        go(new Destination.Page(PageId.FLEET));
        String member = Visitor.onFx(() -> plan().fleet().names().getLast());
        go(new Destination.Member(member));
        visitor.picture("fleet");
        sync("sync-review", "sync");
        go(new Destination.Page(PageId.STATUS));
        if (key != null) {
            go(new Destination.Health(key, member));
            if (changedByAnother(key, member)) {
                Visitor.await("the drift", () -> status() != null && status().drifted() > 0);
                Visitor.await("its details", () -> Visitor.find(desktop.scene().getRoot(), Tour::isRestore) != null);
            }
        }
        visitor.picture("status");
        var hands = new Hands(desktop, visitor, Messages.of(Locale.forLanguageTag(options.language())));
        var corners = new Corners(hands);
        if (options.corners()) corners.drift();
        go(new Destination.Page(PageId.HISTORY));
        visitor.picture("history");
        go(new Destination.Page(PageId.SETTINGS));
        visitor.picture("settings");
        if (!options.corners()) return;
        Path empty = scratch.folder("empty");
        var accidents = new Accidents(hands);
        accidents.withText(empty, scratch.folder("settings").resolve("drafts"));
        corners.walk(empty);
        accidents.withClusters(scratch.folder("home"), scratch.folder("shop"));
        accidents.unforeseen();
    }

    /// Reviews and pushes by the button that a person presses. Empty names: no picture.
    private void sync(String review, String pushed) throws Exception {
        go(new Destination.Review());
        Visitor.await("the review", () -> Visitor.find(desktop.scene().getRoot(), Tour::isPushOrNothing) != null);
        boolean changes = Visitor.becomes(() -> Visitor.find(desktop.scene().getRoot(), Tour::isPush) != null);
        if (!review.isEmpty()) visitor.picture(review);
        if (!changes) {
            if (!pushed.isEmpty()) visitor.picture(pushed);
            return;
        }
        Visitor.run(() -> {
            Node push = Visitor.find(desktop.scene().getRoot(), Tour::isPush);
            if (push instanceof Button button) button.fire();
        });
        Visitor.await("the push to begin", () -> Visitor.find(desktop.scene().getRoot(), Tour::isPush) == null);
        // In a workspace that is not ours something may never get well.
        Visitor.expect(() -> {
            FleetStatus now = status();
            return now != null && !now.objects().isEmpty() && now.isCurrent() && now.drifted() == 0;
        });
        if (!pushed.isEmpty()) visitor.picture(pushed);
    }

    private @Nullable FleetStatus status() {
        return desktop.fleet().statusProperty().get();
    }

    /// Lets somebody else change the object on the member, where that is a simulated Deployment.
    private boolean changedByAnother(ObjectKey key, String member) throws Exception {
        String namespace = key.namespace();
        SandboxCluster cluster = Visitor.onFx(() -> desktop.fleet().session() == null
                ? null
                : desktop.fleet().session().sandbox(member).orElse(null));
        boolean there = Visitor.onFx(() -> plan().object(key).flatMap(object -> object.on(member)).isPresent());
        if (cluster == null || namespace == null || !there || !key.kind().equals("Deployment")) return false;
        new Outsider(cluster).changeImage(namespace, key.name(), "nginx:1.19-alpine");
        return true;
    }

    private static boolean isRestore(Node node) {
        return node instanceof Button button && "restore".equals(button.getId());
    }

    /// The page's one primary button, once it may be pressed.
    private static boolean isPush(Node node) {
        return isPushOrNothing(node) && !node.isDisabled();
    }

    /// It is there, but may not be pressed, where a workspace has nothing to push or may not be pushed.
    private static boolean isPushOrNothing(Node node) {
        return node instanceof Button button && "push".equals(button.getId());
    }

    private boolean allReady() {
        var members = desktop.fleet().membersProperty().get();
        var plan = desktop.workbench().plan();
        return plan != null && !members.isEmpty()
                && members.stream().noneMatch(member -> member.state() == dev.flotilla.engine.MemberConnection.State.CONNECTING);
    }

    /// Types another first weight into the editor where the policy has one.
    private void editWeight() throws Exception {
        Document policy = Visitor.onFx(() -> workspace().documents().stream()
                .filter(document -> WEIGHT.matcher(document.source().source().text()).find()).findFirst().orElse(null));
        if (policy == null) return;
        Visitor.run(() -> desktop.workbench().goTo(new Destination.Text(policy.at("spec"))));
        String before = policy.source().source().text();
        Matcher weight = WEIGHT.matcher(before);
        if (!weight.find()) return;
        String hash = Visitor.onFx(() -> plan().hash());
        boolean open = Visitor.becomes(() -> editor(before) != null);
        Visitor.run(() -> {
            CodeArea area = open ? editor(before) : null;
            if (area != null) {
                area.replaceText(weight.end(1), weight.end(1) + 1, HEAVIER);
            } else {
                desktop.workbench().edit(policy.file(), weight.replaceFirst("$1" + HEAVIER));
            }
        });
        // Elsewhere than in our samples nothing need depend on it.
        Visitor.expect(() -> !plan().hash().equals(hash));
    }

    private FleetPlan plan() {
        return Objects.requireNonNull(desktop.workbench().plan(), "waited for before");
    }

    private Workspace workspace() {
        return Objects.requireNonNull(desktop.workbench().workspace(), "waited for before");
    }

    private @Nullable CodeArea editor(String text) {
        Node found = Visitor.find(desktop.scene().getRoot(),
                node -> node instanceof CodeArea area && area.isEditable() && area.getText().equals(text));
        return found instanceof CodeArea area ? area : null;
    }

    private @Nullable ObjectKey firstDivided() throws Exception {
        return Visitor.onFx(() -> plan().objects().stream().filter(object -> object.division().replicas() != null)
                .map(ObjectPlan::key).findFirst().orElse(null));
    }

    private void go(Destination to) throws Exception {
        Visitor.run(() -> desktop.workbench().goTo(to));
    }

    /// The sample that the tour opens where no workspace is given: beside the app, or in the source tree that one stands in.
    ///
    /// @return `null` where there is none
    public static @Nullable Path sample() throws IOException {
        String root = System.getProperty("flotilla.root");
        for (Path here = Path.of(root == null ? "" : root).toAbsolutePath(); here != null; here = here.getParent()) {
            Path sample = here.resolve("sample-configs").resolve("quickstart-karmada");
            if (Files.isDirectory(sample)) return sample;
        }
        return null;
    }

    @Override
    public String toString() {
        return "tour of " + options.workspace() + " in " + options.language().toLowerCase(Locale.ROOT);
    }
}
