package dev.flotilla.app.status;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Labeled;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.stage.Stage;

import dev.flotilla.app.DrawsText;
import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.ui.Appearance;
import dev.flotilla.app.ui.Background;
import dev.flotilla.app.workbench.LiveFleet;
import dev.flotilla.app.workbench.Workbench;
import dev.flotilla.engine.Engine;
import dev.flotilla.engine.SessionOptions;
import dev.flotilla.engine.documents.ObjectRef;
import dev.flotilla.engine.fleet.Fleet;
import dev.flotilla.engine.plan.FleetPlan;
import dev.flotilla.engine.status.Drift;
import dev.flotilla.engine.status.FleetStatus;
import dev.flotilla.engine.status.MemberStatus;
import dev.flotilla.engine.status.ObjectStatus;
import dev.flotilla.engine.status.Phase;
import dev.flotilla.engine.status.Replicas;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.Value;
import org.junit.jupiter.api.Test;
import org.testfx.framework.junit5.ApplicationTest;
import org.testfx.util.WaitForAsyncUtils;

import static org.assertj.core.api.Assertions.assertThat;

/// What one reads and presses beside the matrix, while the object it is about rolls out.
@DrawsText
class DriftPaneTest extends ApplicationTest {
    private static final Instant NOW = Instant.parse("2026-01-01T10:00:00Z");
    private static final ObjectRef WEB = new ObjectRef("apps/v1", "Deployment", "shop", "web");
    private static final FleetPlan PLAN = new FleetPlan(Fleet.EMPTY, List.of(), List.of(), "aaaa", Map.of());
    private static final Drift PAUSED = drift("paused", "true");

    private final FakeFleet fleet = new FakeFleet();
    private StatusViewModel model;
    private DriftPane pane;

    @Override
    public void start(Stage stage) {
        Messages text = Messages.english();
        var appearance = new Appearance();
        var workbench = new Workbench(Engine.standard(), Background.inline());
        var live = new LiveFleet(workbench, Background.inline(), () -> SessionOptions.standard(_ -> false));
        var decisions = new DriftDecisions(workbench, live.healing());
        model = new StatusViewModel(Background.inline(), Clock.fixed(NOW, ZoneOffset.UTC), () -> PLAN, () -> fleet);
        pane = new DriftPane(model, decisions, new AdoptQuestion(appearance, text), text, _ -> 0, _ -> {});
        model.show(rolling(0, drift("image", "nginx:1.19")));
        model.pick(WEB, "eu");
        stage.setScene(new Scene(pane, 520, 300));
        appearance.dress(stage.getScene());
        stage.setX(0);
        stage.setY(0);
        stage.show();
    }

    private static Drift drift(String field, String live) {
        return new Drift(FieldPath.of("spec", field), Value.text(live), Value.text("planned"), "kubectl-edit", NOW);
    }

    /// A roll-out that is so far.
    private static FleetStatus rolling(int ready, Drift... drift) {
        var replicas = new Replicas(9, ready, ready, ready);
        var member = new MemberStatus("eu", Phase.IN_PROGRESS, 9, replicas, ready + " of 9 updated", List.of(), List.of(drift),
                NOW, false, "watch");
        return new FleetStatus(NOW, List.of(new FleetStatus.Watched("eu", true, NOW, null)),
                List.of(new ObjectStatus(WEB, "karmada", null, 9, replicas, Phase.IN_PROGRESS, List.of(member))));
    }

    private ButtonBase button(String words) {
        return all(pane, ButtonBase.class).stream()
                .filter(one -> words.equals(one.getText()) || words.equals(one.getAccessibleText())).findFirst().orElseThrow();
    }

    private List<String> words() {
        return all(pane, Labeled.class).stream().map(Labeled::getText).toList();
    }

    private static <T extends Node> List<T> all(Node node, Class<T> type) {
        var found = new ArrayList<T>();
        if (type.isInstance(node)) found.add(type.cast(node));
        if (node instanceof Parent parent) parent.getChildrenUnmodifiable().forEach(child -> found.addAll(all(child, type)));
        return found;
    }

    private void moves(FleetStatus to) {
        interact(() -> model.show(to));
        WaitForAsyncUtils.waitForFxEvents();
    }

    @Test
    void aButtonHeldWhileFiguresMoveIsHeardWhenItIsLetGo() {
        moveTo(button("Restore"));
        press(MouseButton.PRIMARY);

        moves(rolling(3, drift("image", "nginx:1.19")));
        moves(rolling(7, drift("image", "nginx:1.20")));
        assertThat(words()).contains("7 of 9 ready, 7 updated, 7 available", "nginx:1.20");
        release(MouseButton.PRIMARY);

        assertThat(fleet.restored).containsExactly("eu web");
    }

    @Test
    void theKeyboardStaysOnItsButtonWhenOtherFieldsBeginOrCeaseToDiffer() {
        ButtonBase leave = button("Leave this field alone spec.image");
        interact(leave::requestFocus);

        moves(rolling(3, PAUSED, drift("image", "nginx:1.19")));
        assertThat(words()).contains("2 fields differ from what Flotilla pushed", ".spec.paused", "Restore 2 fields");
        assertThat(leave.getScene().getFocusOwner()).isSameAs(leave);

        moves(rolling(4, drift("image", "nginx:1.20")));
        assertThat(words()).contains("nginx:1.20").doesNotContain(".spec.paused", "nginx:1.19");
        assertThat(leave.getScene().getFocusOwner()).isSameAs(leave);
    }

    @Test
    void whatIsScrolledToStaysInView() {
        moves(rolling(1, PAUSED, drift("image", "nginx:1.19"), drift("strategy", "Recreate")));
        ScrollPane scroll = all(pane, ScrollPane.class).getFirst();
        interact(() -> scroll.setVvalue(1));

        moves(rolling(2, PAUSED, drift("image", "nginx:1.20"), drift("strategy", "Recreate")));
        assertThat(scroll.getVvalue()).isEqualTo(1);

        interact(() -> model.pick(WEB, null));
        assertThat(scroll.getVvalue()).as("what was picked anew is read from its beginning").isZero();
    }

    @Test
    void aFieldThatDiffersNoMoreTakesItsButtonsAway() {
        moves(rolling(5));

        assertThat(words()).contains("Rolling out", "5 of 9 updated").doesNotContain("Restore", ".spec.image");
        type(KeyCode.SPACE);
        assertThat(fleet.restored).isEmpty();
    }
}
