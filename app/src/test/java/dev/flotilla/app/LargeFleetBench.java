package dev.flotilla.app;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Labeled;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.stage.Stage;

import dev.flotilla.app.settings.SettingsStore;
import dev.flotilla.app.tour.PngFile;
import dev.flotilla.app.ui.Appearance;
import dev.flotilla.app.ui.Background;
import dev.flotilla.app.workbench.Destination;
import dev.flotilla.app.workbench.PageId;
import dev.flotilla.engine.Engine;
import dev.flotilla.engine.MemberConnection;
import dev.flotilla.engine.SessionOptions;
import dev.flotilla.engine.status.FleetStatus;

/// Opens a workspace with many simulated members in a real window, does the main job there, and says for each step how long the window
/// did not react: the wall time of its longest pauses, the processor time that its own thread took meanwhile, and what it did.
///
/// Not a test: a machine under load would make it fail. Run `.ci/measure-large-fleet.sh`.
public final class LargeFleetBench extends Application {
    private static final int MEMBERS = Integer.getInteger("members", 20);
    private static final int OBJECTS = Integer.getInteger("objects", 10);
    private static final long PATIENCE = Long.getLong("patience", 300);
    private static final String PICTURES = System.getProperty("pictures", "");
    /// A pause that people notice, in nanoseconds.
    private static final long PAUSE = 100_000_000;

    private Desktop desktop;
    private final Watchdog watchdog = new Watchdog();

    public static void main(String[] arguments) {
        Application.launch(LargeFleetBench.class, arguments);
    }

    @Override
    public void start(Stage stage) throws Exception {
        Path folder = Files.createTempDirectory("large-fleet");
        Path work = folder.resolve("work");
        write(work, MEMBERS, OBJECTS);
        desktop = new Desktop(stage, Engine.standard(), Background.threads(), new SettingsStore(folder.resolve("home")),
                new Appearance(), _ -> {}, consents -> SessionOptions.standard(consents).withState(folder.resolve("state")));
        stage.setX(0);
        stage.setY(0);
        desktop.show();
        watchdog.start(Thread.currentThread());
        Thread.ofPlatform().name("measure").start(() -> measure(work));
    }

    /// A workspace of so many simulated members in four regions, and so many Deployments that go to all of them.
    static void write(Path work, int members, int objects) throws IOException {
        Files.createDirectories(work.resolve("manifests/clusters"));
        var settings = new StringBuilder("""
                apiVersion: flotilla.dev/v1alpha1
                kind: Workspace
                metadata: {name: large-fleet}
                spec:
                  members:
                """);
        for (int i = 1; i <= members; i++) {
            String name = String.format(Locale.ROOT, "member-%03d", i);
            settings.append("    - {name: ").append(name).append(", sandbox: {nodes: 3}}\n");
            Files.writeString(work.resolve("manifests/clusters/" + name + ".yaml"), """
                    apiVersion: cluster.karmada.io/v1alpha1
                    kind: Cluster
                    metadata: {name: %s, labels: {tier: %s}}
                    spec: {syncMode: Push, provider: sandbox, region: region-%d, zones: [zone-%d]}
                    """.formatted(name, i % 3 == 0 ? "gold" : "plain", i % 4 + 1, i % 2 + 1));
        }
        Files.writeString(work.resolve("flotilla.yaml"), settings);
        Files.writeString(work.resolve("manifests/propagation.yaml"), """
                apiVersion: policy.karmada.io/v1alpha1
                kind: PropagationPolicy
                metadata: {name: everywhere, namespace: default}
                spec:
                  resourceSelectors: [{apiVersion: apps/v1, kind: Deployment}]
                  placement:
                    replicaScheduling: {replicaSchedulingType: Divided, replicaDivisionPreference: Weighted}
                """);
        for (int i = 1; i <= objects; i++) {
            Files.writeString(work.resolve("manifests/app-%02d.yaml".formatted(i)), """
                    apiVersion: apps/v1
                    kind: Deployment
                    metadata: {name: app-%02d, namespace: default}
                    spec:
                      replicas: %d
                      selector: {matchLabels: {app: app-%02d}}
                      template:
                        metadata: {labels: {app: app-%02d}}
                        spec: {containers: [{name: web, image: nginx}]}
                    """.formatted(i, members, i, i));
        }
    }

    private void measure(Path work) {
        try {
            TimeUnit.SECONDS.sleep(1);
            step("open", () -> desktop.open(work), () -> desktop.workbench().plan() != null);
            step("members ready", () -> {}, () -> {
                var all = desktop.fleet().membersProperty().get();
                return all.size() == MEMBERS && all.stream().allMatch(one -> one.state() == MemberConnection.State.READY);
            });
            go("fleet", new Destination.Page(PageId.FLEET));
            go("one member", new Destination.Member("member-002"));
            go("studio", new Destination.Page(PageId.STUDIO));
            step("preview", () -> desktop.workbench().goTo(new Destination.Preview(
                    Objects.requireNonNull(desktop.workbench().plan()).objects().getFirst().key(), null)), () -> true);
            act("side by side", "Side by side");
            act("explain", "Explain");
            act("what if", "What if");
            act("no what if", "What if");
            go("review", new Destination.Review());
            step("compared", () -> {}, () -> button("push") != null);
            step("push", () -> Objects.requireNonNull(button("push")).fire(), () -> button("push") == null);
            step("pushed", () -> {}, () -> {
                FleetStatus now = desktop.fleet().statusProperty().get();
                return now != null && !now.objects().isEmpty() && now.isCurrent();
            });
            go("lanes", new Destination.Page(PageId.SYNC));
            go("status", new Destination.Page(PageId.STATUS));
            go("history", new Destination.Page(PageId.HISTORY));
            go("fleet again", new Destination.Page(PageId.FLEET));
            step("rest for 10 s", () -> {}, () -> false, 10);
        } catch (Exception e) {
            e.printStackTrace();
        } finally {
            Platform.runLater(() -> {
                desktop.scene().getWindow().hide();
                desktop.stop().toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).whenComplete((_, _) -> System.exit(0));
            });
        }
    }

    private void go(String name, Destination to) throws Exception {
        step(name, () -> desktop.workbench().goTo(to), () -> true);
    }

    private void act(String name, String action) throws Exception {
        step(name, () -> desktop.shell().page(PageId.STUDIO).actions().stream().filter(one -> one.text().equals(action))
                .findFirst().orElseThrow().run().run(), () -> true);
    }

    private void step(String name, Runnable deed, Callable<Boolean> until) throws Exception {
        step(name, deed, until, PATIENCE);
    }

    /// @param seconds after which it is over, also where it never became so
    private void step(String name, Runnable deed, Callable<Boolean> until, long seconds) throws Exception {
        watchdog.begin();
        long start = System.nanoTime();
        onFx(() -> {
            deed.run();
            return true;
        });
        while (!onFx(until) && System.nanoTime() - start < seconds * 1_000_000_000L) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        double took = (System.nanoTime() - start) / 1e9;
        TimeUnit.MILLISECONDS.sleep(700);
        System.out.printf(Locale.ROOT, "%-16s %6.1f s  %s%n", name, took, watchdog.end());
        picture(name.replace(' ', '-'));
    }

    private static <T> T onFx(Callable<T> work) throws Exception {
        var task = new FutureTask<>(work);
        Platform.runLater(task);
        try {
            return task.get(PATIENCE, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException("the window did not react for " + PATIENCE + " s", e);
        }
    }

    private ButtonBase button(String id) {
        return find(desktop.scene().getRoot(), id) instanceof ButtonBase button && !button.isDisabled() ? button : null;
    }

    private static Node find(Node node, String id) {
        if (id.equals(node.getId())) return node;
        if (node instanceof Parent parent && !(node instanceof Labeled)) {
            for (Node child : parent.getChildrenUnmodifiable()) {
                Node found = find(child, id);
                if (found != null) return found;
            }
        }
        return null;
    }

    private void picture(String name) throws Exception {
        if (PICTURES.isEmpty()) return;
        Files.createDirectories(Path.of(PICTURES));
        int[] size = new int[2];
        int[] pixels = onFx(() -> {
            WritableImage image = desktop.scene().snapshot(null);
            size[0] = (int) image.getWidth();
            size[1] = (int) image.getHeight();
            int[] argb = new int[size[0] * size[1]];
            image.getPixelReader().getPixels(0, 0, size[0], size[1], PixelFormat.getIntArgbInstance(), argb, 0, size[0]);
            return argb;
        });
        PngFile.write(Path.of(PICTURES, name + ".png"), size[0], size[1], pixels);
    }

    /// Asks the FX thread again and again to do nothing, and looks at what it does where that takes long.
    private static final class Watchdog {
        private final Map<String, Integer> seen = new TreeMap<>();
        private final AtomicBoolean answered = new AtomicBoolean();
        private Thread window;
        private long longest;
        private long processor;
        private int pauses;
        private long collected;

        void start(Thread fx) {
            window = fx;
            Thread.ofPlatform().daemon().name("watchdog").start(this::watch);
        }

        synchronized void begin() {
            seen.clear();
            longest = 0;
            processor = 0;
            pauses = 0;
            collected = collecting();
        }

        synchronized String end() {
            if (pauses == 0) return "";
            String most = seen.entrySet().stream().sorted(Map.Entry.<String, Integer>comparingByValue().reversed()).limit(4)
                    .map(one -> one.getValue() + " x " + one.getKey()).collect(Collectors.joining("; "));
            return String.format(Locale.ROOT, "%d pauses, longest %.0f ms, its processor time %.0f ms, collector %d ms: %s",
                    pauses,
                    longest / 1e6, processor / 1e6, collecting() - collected, most);
        }

        private static long collecting() {
            return ManagementFactory.getGarbageCollectorMXBeans().stream().mapToLong(one -> one.getCollectionTime()).sum();
        }

        private void watch() {
            var threads = ManagementFactory.getThreadMXBean();
            try {
                while (true) {
                    answered.set(false);
                    long asked = System.nanoTime();
                    long before = threads.getThreadCpuTime(window.threadId());
                    Platform.runLater(() -> answered.set(true));
                    while (!answered.get()) {
                        TimeUnit.MILLISECONDS.sleep(10);
                        if (System.nanoTime() - asked > PAUSE) note(place());
                    }
                    long waited = System.nanoTime() - asked;
                    long worked = threads.getThreadCpuTime(window.threadId()) - before;
                    if (waited > PAUSE) count(waited, worked);
                    TimeUnit.MILLISECONDS.sleep(10);
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }

        private synchronized void note(String place) {
            seen.merge(place, 1, Integer::sum);
        }

        private synchronized void count(long waited, long worked) {
            pauses++;
            if (waited > longest) {
                longest = waited;
                processor = worked;
            }
        }

        /// The newest of our own frames, else the newest of all.
        private String place() {
            StackTraceElement[] stack = window.getStackTrace();
            return Stream.of(stack).filter(frame -> frame.getClassName().startsWith("dev.flotilla")).findFirst()
                    .or(() -> Stream.of(stack).filter(frame -> frame.getClassName().startsWith("javafx")).findFirst())
                    .map(frame -> frame.getClassName().replaceAll(".*\\.", "") + "." + frame.getMethodName() + ":"
                            + frame.getLineNumber())
                    .orElse("idle");
        }
    }
}
