package dev.flotilla.app.workbench;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

import dev.flotilla.app.ui.Background;
import dev.flotilla.engine.FleetSession;
import dev.flotilla.engine.plan.FleetPlan;
import dev.flotilla.engine.status.FleetStatus;
import dev.flotilla.engine.status.HealEvent;
import dev.flotilla.engine.status.SelfHeal;
import org.jspecify.annotations.Nullable;

/// Restores what others change on members, while the open workspace says so. Used on the FX thread.
///
/// One [SelfHeal] goes on for as long as a fleet is open: were it made anew for each plan, each plan would forget how often a field
/// was restored, and two controllers could fight unseen.
public final class Healing {
    private static final int MOST = 100;

    private final Background background;
    private final ReadOnlyBooleanWrapper on = new ReadOnlyBooleanWrapper(this, "on");
    private final ReadOnlyObjectWrapper<List<HealEvent>> events = new ReadOnlyObjectWrapper<>(this, "events", List.of());
    private @Nullable SelfHeal running;
    private @Nullable FleetSession of;
    private @Nullable FleetStatus last;

    /// Read by the thread that restores.
    private volatile @Nullable FleetPlan plan;

    Healing(Background background) {
        this.background = background;
    }

    /// Whether what others change is restored.
    public ReadOnlyBooleanProperty onProperty() {
        return on.getReadOnlyProperty();
    }

    /// What was done since the fleet was opened, newest first; not more than a hundred.
    public ReadOnlyObjectProperty<List<HealEvent>> eventsProperty() {
        return events.getReadOnlyProperty();
    }

    void follow(@Nullable FleetSession session, boolean wanted, FleetPlan newest) {
        plan = newest;
        if (session != of) stop();
        of = session;
        boolean heals = wanted && session != null;
        on.set(heals);
        if (!heals || session == null) {
            end();
        } else if (running == null) {
            SelfHeal begun = session.heal(() -> Objects.requireNonNull(plan, "followed before"),
                    event -> background.onFx(() -> add(session, event)));
            running = begun;
            if (last != null) begun.accept(last);
        }
    }

    void accept(@Nullable FleetStatus status) {
        last = status;
        if (running != null && status != null) running.accept(status);
    }

    void stop() {
        end();
        of = null;
        last = null;
        on.set(false);
        events.set(List.of());
    }

    private void end() {
        if (running != null) running.close();
        running = null;
    }

    private void add(FleetSession session, HealEvent event) {
        if (session != of) return;
        events.set(Stream.concat(Stream.of(event), events.get().stream()).limit(MOST).toList());
    }
}
