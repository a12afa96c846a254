package dev.flotilla.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.stage.Stage;

import dev.flotilla.app.settings.SettingsStore;
import dev.flotilla.app.ui.Appearance;
import dev.flotilla.app.ui.Background;
import dev.flotilla.engine.Engine;
import org.fxmisc.richtext.CodeArea;

/// Measures the time from a keystroke to the changed preview on screen: text in, plan, cells laid out and drawn.
///
/// Not a test: a machine under load would make it fail. Run `.ci/measure-keystroke.sh`, which prints percentiles in milliseconds.
public final class KeystrokeBench extends Application {
    private static final int MEMBERS = Integer.getInteger("members", 20);
    private static final int WARM_UP = 60;
    private static final int ROUNDS = 240;
    private static final String POLICY = "manifests/propagation.yaml";

    public static void main(String[] arguments) {
        Application.launch(KeystrokeBench.class, arguments);
    }

    @Override
    public void start(Stage stage) throws Exception {
        Path folder = Files.createTempDirectory("keystroke");
        write(folder);
        var desktop = new Desktop(stage, Engine.standard(), Background.threads(), new SettingsStore(folder.resolve("home")),
                new Appearance(), _ -> {});
        stage.setX(0);
        stage.setY(0);
        desktop.show();
        desktop.open(folder.resolve("work"));
        Thread.ofPlatform().start(() -> measure(desktop));
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
                  replicas: 400
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

    private static void measure(Desktop desktop) {
        try {
            for (int i = 0; i < 200 && desktop.workbench().plan() == null; i++) {
                TimeUnit.MILLISECONDS.sleep(50);
            }
            TimeUnit.SECONDS.sleep(1);
            double[] times = new double[ROUNDS];
            for (int i = -WARM_UP; i < ROUNDS; i++) {
                double millis = keystroke(desktop, i);
                if (i >= 0) times[i] = millis;
                TimeUnit.MILLISECONDS.sleep(20);
            }
            Arrays.sort(times);
            System.out.printf(Locale.ROOT, "keystroke to preview, %d members: p50 %.1f ms, p95 %.1f ms, max %.1f ms%n", MEMBERS,
                    times[ROUNDS / 2], times[ROUNDS * 95 / 100], times[ROUNDS - 1]);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        } finally {
            Platform.exit();
        }
    }

    /// One digit of a weight is replaced; done when the new plan is there and the pulse that draws it is over.
    private static double keystroke(Desktop desktop, int round) throws Exception {
        var done = new CompletableFuture<Long>();
        var start = new CompletableFuture<Long>();
        Platform.runLater(() -> {
            CodeArea area = (CodeArea) Objects.requireNonNull(desktop.scene().lookup(".code-area"));
            String text = area.getText();
            int at = text.lastIndexOf("weight: ") + "weight: ".length();
            var seen = desktop.workbench().plannedProperty().get();
            var subscription = new javafx.util.Subscription[1];
            subscription[0] = desktop.workbench().plannedProperty().subscribe(now -> {
                if (now == seen) return;
                subscription[0].unsubscribe();
                desktop.scene().addPostLayoutPulseListener(new Runnable() {
                    @Override
                    public void run() {
                        desktop.scene().removePostLayoutPulseListener(this);
                        Platform.runLater(() -> done.complete(System.nanoTime()));
                    }
                });
                Platform.requestNextPulse();
            });
            start.complete(System.nanoTime());
            area.replaceText(at, at + 1, Integer.toString(1 + Math.floorMod(round, 9)));
        });
        long began = start.get(10, TimeUnit.SECONDS);
        return (done.get(10, TimeUnit.SECONDS) - began) / 1e6;
    }
}
