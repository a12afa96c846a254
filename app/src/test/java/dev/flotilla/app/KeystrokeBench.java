package dev.flotilla.app;

import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.robot.Robot;
import javafx.stage.Stage;
import javafx.util.Subscription;

import dev.flotilla.app.settings.SettingsStore;
import dev.flotilla.app.ui.Appearance;
import dev.flotilla.app.ui.Background;
import dev.flotilla.engine.Engine;
import org.fxmisc.richtext.CodeArea;

/// Measures the time from a keystroke to the changed preview: from the key press that goes into the window to the moment when the
/// pixels of the pulse that shows the new split of replicas are handed to the window.
///
/// A key is pressed every [#PACE] milliseconds, faster than people type: a digit of a weight is written and taken away again, so that
/// each keystroke changes the numbers of every member.
///
/// Not a test: a machine under load would make it fail. Run `.ci/measure-keystroke.sh`, which prints percentiles in milliseconds, and
/// with `--cpu` also what each thread did.
public final class KeystrokeBench extends Application {
    private static final int MEMBERS = Integer.getInteger("members", 20);
    private static final int WARM_UP = Integer.getInteger("warmup", 200);
    private static final int ROUNDS = Integer.getInteger("rounds", 200);
    private static final long PACE = Long.getLong("pace", 100);
    private static final String TAB = System.getProperty("tab", "");
    private static final String POLICY = "manifests/propagation.yaml";

    private Desktop desktop;
    private Robot robot;

    public static void main(String[] arguments) {
        Application.launch(KeystrokeBench.class, arguments);
    }

    @Override
    public void start(Stage stage) throws Exception {
        Path folder = Files.createTempDirectory("keystroke");
        write(folder);
        robot = new Robot();
        desktop = new Desktop(stage, Engine.standard(), Background.threads(), new SettingsStore(folder.resolve("home")),
                new Appearance(), _ -> {});
        stage.setX(0);
        stage.setY(0);
        desktop.show();
        desktop.open(folder.resolve("work"));
        Thread.ofPlatform().name("measure").start(this::measure);
    }

    private static void write(Path folder) throws Exception {
        Path work = folder.resolve("work");
        Files.createDirectories(work.resolve("manifests"));
        var settings = new StringBuilder("""
                apiVersion: flotilla.dev/v1alpha1
                kind: Workspace
                metadata: {name: keystroke}
                spec:
                  members:
                """);
        var policy = new StringBuilder("""
                apiVersion: policy.karmada.io/v1alpha1
                kind: PropagationPolicy
                metadata:
                  name: web
                  namespace: default
                spec:
                  resourceSelectors:
                    - apiVersion: apps/v1
                      kind: Deployment
                      name: web
                  placement:
                    replicaScheduling:
                      replicaSchedulingType: Divided
                      replicaDivisionPreference: Weighted
                      weightPreference:
                        staticWeightList:
                """);
        for (int i = 1; i <= MEMBERS; i++) {
            String name = String.format(Locale.ROOT, "member%02d", i);
            settings.append("    - {name: ").append(name).append("}\n");
            policy.append("          - targetCluster: {clusterNames: [").append(name).append("]}\n            weight: ").append(i)
                    .append('\n');
        }
        Files.writeString(work.resolve("flotilla.yaml"), settings);
        Files.writeString(work.resolve(POLICY), policy);
        Files.writeString(work.resolve("manifests/web.yaml"), """
                apiVersion: apps/v1
                kind: Deployment
                metadata:
                  name: web
                  namespace: default
                  labels: {app: web}
                spec:
                  replicas: 4000
                  selector:
                    matchLabels: {app: web}
                  template:
                    metadata:
                      labels: {app: web}
                    spec:
                      containers:
                        - name: web
                          image: nginx
                """);
    }

    private void measure() {
        try {
            var open = new AtomicBoolean();
            while (!open.get()) {
                TimeUnit.MILLISECONDS.sleep(50);
                onFx(() -> open
                        .set(desktop.scene().lookup(".code-area") != null && desktop.scene().lookup("#preview-split") != null));
            }
            TimeUnit.SECONDS.sleep(1);
            onFx(this::takePlace);
            TimeUnit.MILLISECONDS.sleep(500);
            double[] times = new double[ROUNDS];
            Map<String, Long> before = Map.of();
            long began = 0;
            for (int i = -WARM_UP; i < ROUNDS; i++) {
                if (i == 0) {
                    before = cpu();
                    began = System.nanoTime();
                }
                long start = System.nanoTime();
                double millis = keystroke(i);
                if (i >= 0) times[i] = millis;
                TimeUnit.NANOSECONDS.sleep(Math.max(0, PACE * 1_000_000 - (System.nanoTime() - start)));
            }
            long wall = System.nanoTime() - began;
            Map<String, Long> after = cpu();
            if (Boolean.getBoolean("each")) System.out.println(Arrays.toString(times));
            Arrays.sort(times);
            System.out.printf(Locale.ROOT,
                    "keystroke to preview, %d members: p50 %.1f ms, p95 %.1f ms, max %.1f ms (%d keystrokes, %.1f s)%n",
                    MEMBERS, times[ROUNDS / 2], times[ROUNDS * 95 / 100], times[ROUNDS - 1], ROUNDS, wall / 1e9);
            if (Boolean.getBoolean("cpu")) {
                for (var entry : after.entrySet()) {
                    double millis = (entry.getValue() - before.getOrDefault(entry.getKey(), 0L)) / 1e6 / ROUNDS;
                    if (millis >= 0.05)
                        System.out.printf(Locale.ROOT, "  %6.2f ms CPU a keystroke: %s%n", millis, entry.getKey());
                }
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        } finally {
            Platform.exit();
        }
    }

    /// The caret goes behind the last weight, which becomes one digit long.
    private void takePlace() {
        CodeArea area = (CodeArea) Objects.requireNonNull(desktop.scene().lookup(".code-area"));
        String text = area.getText();
        int at = text.lastIndexOf("weight: ") + "weight: ".length();
        int end = text.indexOf('\n', at);
        area.replaceText(at, end, "1");
        area.moveTo(at + 1);
        area.requestFollowCaret();
        area.requestFocus();
        if (!TAB.isEmpty()) {
            var tabs = (javafx.scene.control.TabPane) Objects.requireNonNull(desktop.scene().lookup(".preview-tabs"));
            tabs.getTabs().stream().filter(tab -> tab.getText().startsWith(TAB)).findFirst()
                    .ifPresent(tab -> tabs.getSelectionModel().select(tab));
        }
    }

    private double keystroke(int round) throws Exception {
        var done = new CompletableFuture<Long>();
        var start = new CompletableFuture<Long>();
        KeyCode key = (round & 1) == 0 ? KeyCode.valueOf("DIGIT" + (1 + Math.floorMod(round / 2, 9))) : KeyCode.BACK_SPACE;
        Platform.runLater(() -> {
            Node split = Objects.requireNonNull(desktop.scene().lookup("#preview-split"));
            String seen = split.getAccessibleText();
            var subscription = new Subscription[1];
            subscription[0] = split.accessibleTextProperty().subscribe(now -> {
                if (now.equals(seen)) return;
                subscription[0].unsubscribe();
                afterDrawing(() -> done.complete(System.nanoTime()));
            });
            start.complete(System.nanoTime());
            robot.keyPress(key);
            robot.keyRelease(key);
        });
        long began = start.get(60, TimeUnit.SECONDS);
        return (done.get(60, TimeUnit.SECONDS) - began) / 1e6;
    }

    /// After the next layout the pulse queues its drawing; a job queued behind that ends when the scene is drawn, and the window has
    /// the pixels when the FX thread comes to what that job posts.
    private void afterDrawing(Runnable then) {
        desktop.scene().addPostLayoutPulseListener(new Runnable() {
            @Override
            public void run() {
                desktop.scene().removePostLayoutPulseListener(this);
                Platform.runLater(() -> onRenderThread(() -> Platform.runLater(then)));
            }
        });
        Platform.requestNextPulse();
    }

    /// By reflection, as JavaFX has no public way to hear of the end of drawing; the script exports the package.
    private static void onRenderThread(Runnable work) {
        try {
            Class<?> toolkit = Class.forName("com.sun.javafx.tk.Toolkit");
            Class<?> job = Class.forName("com.sun.javafx.tk.RenderJob");
            Method add = toolkit.getMethod("addRenderJob", job);
            add.invoke(toolkit.getMethod("getToolkit").invoke(null), job.getConstructor(Runnable.class).newInstance(work));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void onFx(Runnable work) throws Exception {
        var done = new CompletableFuture<@org.jspecify.annotations.Nullable Void>();
        Platform.runLater(() -> {
            work.run();
            done.complete(null);
        });
        done.get(60, TimeUnit.SECONDS);
    }

    /// Nanoseconds of processor time so far, by what they were spent on.
    private static Map<String, Long> cpu() {
        var threads = ManagementFactory.getThreadMXBean();
        var byName = new TreeMap<String, Long>();
        long known = 0;
        for (long id : threads.getAllThreadIds()) {
            long time = threads.getThreadCpuTime(id);
            var info = threads.getThreadInfo(id);
            if (info == null || time < 0) continue;
            String name = info.getThreadName().startsWith("ForkJoinPool") ? "background" : info.getThreadName();
            byName.merge(name, time, Long::sum);
            known += time;
        }
        var process = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        byName.put("compiler and collector", process.getProcessCpuTime() - known);
        return byName;
    }
}
