package dev.flotilla.app;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javafx.scene.control.ButtonBase;
import javafx.scene.layout.HBox;

import dev.flotilla.app.cli.Runs;
import dev.flotilla.engine.SessionOptions;
import dev.flotilla.engine.cluster.ClusterClient;
import dev.flotilla.engine.cluster.ConsentStore;
import dev.flotilla.engine.cluster.DeleteOptions;
import dev.flotilla.engine.cluster.ListQuery;
import dev.flotilla.engine.cluster.LiveObject;
import dev.flotilla.engine.cluster.PatchKind;
import dev.flotilla.engine.cluster.WriteOptions;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.fleet.ApiResource;
import dev.flotilla.engine.sandbox.SandboxCluster;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.junit.jupiter.api.Test;
import org.testfx.util.WaitForAsyncUtils;

import static org.assertj.core.api.Assertions.assertThat;

/// A push that is steered by mouse while members are slow, refuse or are gone: what is read on the page is what the members hold.
class SyncUiTest extends WindowTest {
    private static final ApiResource CONFIG_MAP = new ApiResource("v1", "ConfigMap", "configmaps", true);
    private static final Pattern PUSH = Pattern.compile("Push (\\d+) changes");
    private static final Pattern TOTAL = Pattern.compile("(\\d+) of (\\d+) pushed.*");
    private static final int EACH = 200;
    private static final Duration SLOW = Duration.ofSeconds(1);

    private Path workspace;
    private Path states;

    /// Where a command looks, too.
    @Override
    SessionOptions sessions(ConsentStore consents, Path state) {
        states = state;
        return SessionOptions.standard(consents).withState(state.resolve("flotilla"));
    }

    /// Two simulated members, `left` and `right`, that are to have so many ConfigMaps each.
    private void openWorkspace(int count) throws Exception {
        workspace = TwoMembers.write(folder, "steered", count);
        open(workspace);
    }

    private SandboxCluster sandbox(String member) {
        return session().sandbox(member).orElseThrow();
    }

    private void setLatency(Duration latency) {
        List.of("left", "right").forEach(member -> sandbox(member).setLatency(latency));
    }

    /// How many ConfigMaps of the workspace both members hold.
    private int held() throws Exception {
        return held("left") + held("right");
    }

    /// How many both hold once what was under way has ended: each look takes as long as a request does.
    private int settled() throws Exception {
        awaitMembers("what was under way to end", () -> held() == held());
        return held();
    }

    private int held(String member) throws Exception {
        ClusterClient client = session().client(member).orElseThrow();
        return (int) client.listAll(CONFIG_MAP, ListQuery.in("default")).stream().filter(object -> object.manifest().name()
                .matches("c\\d+")).count();
    }

    private List<String> page() throws Exception {
        return WaitForAsyncUtils.asyncFx(() -> words(root())).get();
    }

    /// How many are pushed, as the page says.
    private int told() throws Exception {
        return page().stream().map(TOTAL::matcher).filter(Matcher::matches).mapToInt(total -> Integer.parseInt(total.group(1)))
                .findFirst().orElse(-1);
    }

    /// How many changes the review offers to push; 0 while there is none.
    private int rest() {
        ButtonBase push = push();
        Matcher words = PUSH.matcher(push == null ? "" : push.getText());
        return words.matches() ? Integer.parseInt(words.group(1)) : 0;
    }

    /// Waits for what members hold, off the FX thread.
    private static void awaitMembers(String what, Callable<Boolean> condition) throws Exception {
        try {
            WaitForAsyncUtils.waitFor(60, TimeUnit.SECONDS, condition);
        } catch (TimeoutException e) {
            throw new AssertionError("waited in vain for " + what, e);
        }
    }

    private void awaitDone(int lanes) throws Exception {
        await("lanes that are done", () -> words(root()).stream().filter("Done"::equals).count() == lanes);
    }

    @Test
    void aPausedPushBeginsNothingNewUntilItGoesOn() throws Exception {
        openWorkspace(EACH);
        click("Review and sync");
        await("the review", () -> button("Push 400 changes") != null);
        setLatency(SLOW);
        click("Push 400 changes");
        awaitMembers("a push under way", () -> told() > 0);

        click("Pause");
        await("the word for it", () -> reads("Paused") && button("Resume") != null);
        awaitMembers("what was under way to end", () -> told() == held());
        int paused = told();
        assertThat(paused).isPositive().isLessThan(2 * EACH);
        // Two answers later still nothing is begun.
        assertThat(held()).isEqualTo(paused);
        assertThat(held()).isEqualTo(paused);
        assertThat(told()).isEqualTo(paused);

        setLatency(Duration.ZERO);
        click("Resume");
        awaitDone(2);
        assertThat(held()).isEqualTo(2 * EACH);
        assertThat(page()).contains("400 of 400 pushed");
    }

    @Test
    void aCancelledPushSaysSoAndTheNextReviewShowsWhatIsLeft() throws Exception {
        openWorkspace(EACH);
        click("Review and sync");
        await("the review", () -> button("Push 400 changes") != null);
        setLatency(SLOW);
        click("Push 400 changes");
        awaitMembers("a push under way", () -> told() > 0);

        click("Cancel");

        await("the banner", () -> reads("Cancelled.") && words(root()).stream().filter("Cancelled"::equals).count() == 2);
        assertThat(page()).contains("Cancelled, not all pushed").doesNotContain("Failed", "Partly failed", "Retry failed");
        assertThat(stepper()).isEqualTo("Review: done, Push: cancelled, Verify: not begun");
        int held = settled();
        setLatency(Duration.ZERO);
        assertThat(held).isPositive().isLessThan(2 * EACH);
        click("Review again");
        await("a review of the rest", () -> rest() > 0);
        // What was broken off may arrive until now, which the review may tell a moment later.
        assertThat(WaitForAsyncUtils.asyncFx(this::rest).get()).isLessThanOrEqualTo(2 * EACH - held);
        clickPlaceOf(SyncUiTest::push);
        awaitDone(2);
        assertThat(held()).isEqualTo(2 * EACH);
    }

    /// As another process would: it reaches the simulated members through their kubeconfigs.
    private Runs.Result command(String... arguments) {
        return new Runs(workspace).variable("XDG_STATE_HOME", states.toString()).with(arguments);
    }

    @Test
    void aCommandOnlyWatchesWhatThisWindowPushes() throws Exception {
        openWorkspace(EACH);
        click("Review and sync");
        await("the review", () -> button("Push 400 changes") != null);
        setLatency(SLOW);
        click("Push 400 changes");
        awaitMembers("a push under way", () -> told() > 0);
        click("Pause");
        await("the word for it", () -> reads("Paused"));
        int paused = settled();
        setLatency(Duration.ZERO);

        Runs.Result refused = command("sync", ".");

        assertThat(refused.exit()).as(refused.err()).isEqualTo(3);
        assertThat(refused.out() + refused.err()).contains("another Flotilla on this machine is pushing this workspace right now",
                System.getProperty("user.name") + "@");
        assertThat(held()).isEqualTo(paused);
        click("Resume");
        awaitDone(2);
        assertThat(held()).isEqualTo(2 * EACH);
    }

    @Test
    void thisWindowOnlyWatchesWhatACommandPushesAndNamesWhoDoes() throws Exception {
        openWorkspace(EACH);
        click("Review and sync");
        await("the review", () -> button("Push 400 changes") != null);
        setLatency(SLOW);
        var command = CompletableFuture.supplyAsync(() -> command("sync", "."), task -> Thread.ofPlatform().start(task));
        awaitMembers("the command's push", () -> held() > 0);

        click("Push 400 changes");

        await("who pushes", () -> reads("Another Flotilla is at work") && words(root()).stream()
                .anyMatch(words -> words.contains(System.getProperty("user.name") + "@")));
        assertThat(page()).contains("Held elsewhere", "2 members held elsewhere", "Ended, not all pushed", "Try again")
                .doesNotContain("Done, as planned", "Retry failed", "2 members failed");
        setLatency(Duration.ZERO);
        assertThat(command.get().exit()).isZero();
        assertThat(held()).isEqualTo(2 * EACH);
        click("Review again");
        await("nothing left", () -> reads("Nothing to push"));
    }

    @Test
    void aMemberThatAsksForLessIsAskedAgainLater() throws Exception {
        openWorkspace(10);
        click("Review and sync");
        await("the review", () -> button("Push 20 changes") != null);

        sandbox("right").failNext(429, 20);
        click("Push 20 changes");

        await("the lane that waits", () -> reads("Trying again"));
        awaitDone(2);
        assertThat(held("right")).isEqualTo(10);
        assertThat(page()).doesNotContain("Failed", "Partly failed");
    }

    @Test
    void aMemberThatIsGoneWaitsInItsLaneAndIsTriedAtOnceWhenAsked() throws Exception {
        openWorkspace(EACH);
        click("Review and sync");
        await("the review", () -> button("Push 400 changes") != null);
        sandbox("right").setDown(true);
        click("Push 400 changes");

        await("the other to be done", () -> reads("Done"));
        await("the lane to wait", () -> reads("No answer"));
        assertThat(held("left")).isEqualTo(EACH);

        // in one go: the lane tries by itself, too, and has no button while it does
        await("the button that tries at once", () -> {
            ButtonBase retry = button("Retry right now");
            if (retry == null) return false;
            sandbox("right").setDown(false);
            retry.fire();
            return true;
        });
        awaitDone(2);
        assertThat(held()).isEqualTo(2 * EACH);
    }

    @Test
    void whatFailedIsPushedAgainAndNothingElse() throws Exception {
        openWorkspace(3);
        ClusterClient left = session().client("left").orElseThrow();
        LiveObject old = left.create(CONFIG_MAP, configMap(Map.of("name", "c0", "namespace", "default", "finalizers", List.of(
                "example.com/hold"))), WriteOptions.NORMAL);
        left.delete(CONFIG_MAP, "default", "c0", new DeleteOptions(DeleteOptions.Propagation.BACKGROUND, old.uid(), false));
        click("Review and sync");
        await("the review", () -> push() != null);
        click(WaitForAsyncUtils.asyncFx(() -> push().getText()).get());

        await("what failed", () -> reads("Some skipped") && reads("Done") && button("Try again") != null);
        assertThat(stepper()).isEqualTo("Review: done, Push: not all pushed, Verify: not begun");
        assertThat(page()).contains("1 member with something skipped").doesNotContain("1 member failed");
        click("Errors 2");
        await("the reason", () -> words(root()).stream().anyMatch(words -> words.contains("example.com/hold")));
        assertThat(held("right")).isEqualTo(3);
        String before = version("c1");

        left.patch(CONFIG_MAP, "default", "c0", PatchKind.MERGE, MapValue.of("metadata", MapValue.of("finalizers", Value.NULL)),
                WriteOptions.NORMAL);
        click("Try again");

        awaitDone(2);
        assertThat(page()).as("the lane that had failed").anyMatch(words -> words.startsWith("1 of 1 in "));
        LiveObject made = left.get(CONFIG_MAP, "default", "c0").orElseThrow();
        assertThat(made.uid()).isNotEqualTo(old.uid());
        assertThat(made.root().textAt("data", "number")).isEqualTo("0");
        assertThat(version("c1")).isEqualTo(before);
    }

    /// What the steps of the push say, as a screen reader reads them.
    private static String stepper() throws Exception {
        return WaitForAsyncUtils.asyncFx(() -> find(HBox.class, box -> box.getStyleClass().contains("stepper"))
                .getAccessibleText()).get();
    }

    private String version(String name) throws Exception {
        return session().client("left").orElseThrow().get(CONFIG_MAP, "default", name).orElseThrow().resourceVersion();
    }

    private static Manifest configMap(Map<String, Object> metadata) {
        return new Manifest((MapValue) Value.of(Map.of("apiVersion", "v1", "kind", "ConfigMap", "metadata", metadata)));
    }

    private static ButtonBase push() {
        return find(ButtonBase.class, one -> "push".equals(one.getId()) && !one.isDisabled());
    }
}
