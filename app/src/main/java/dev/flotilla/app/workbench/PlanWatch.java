package dev.flotilla.app.workbench;

import java.time.Duration;

import dev.flotilla.app.ui.Background;
import dev.flotilla.app.ui.Job;
import dev.flotilla.app.ui.Latest;
import dev.flotilla.engine.plan.FleetPlan;
import dev.flotilla.engine.status.StatusWatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the watch of one open fleet on the newest plan: opens it, again after a while where that failed, and moves it on. Used on the
/// FX thread.
final class PlanWatch {
    private static final Duration AGAIN = Duration.ofSeconds(5);

    private final Background background;
    private final Opener opener;
    private final Latest<StatusWatch> following;
    private @Nullable StatusWatch running;
    private @Nullable FleetPlan wanted;
    private boolean opening;
    private boolean ended;
    private Job again = Job.NONE;

    /// Begins to watch, elsewhere than on the FX thread.
    interface Opener {
        StatusWatch open(FleetPlan plan) throws Exception;
    }

    PlanWatch(Background background, Opener opener) {
        this.background = background;
        this.opener = opener;
        this.following = new Latest<>(background, _ -> {}, e -> log().warn("cannot follow the plan", e));
    }

    void follow(FleetPlan plan) {
        wanted = plan;
        if (ended) return;
        StatusWatch watch = running;
        if (watch != null) {
            // one after the other: of two plans that are on their way at once, the older must not come last
            following.ask(() -> {
                watch.follow(plan);
                return watch;
            });
        } else if (!opening) {
            opening = true;
            background.run(() -> opener.open(plan), begun -> begun(plan, begun), this::failed);
        }
    }

    private void begun(FleetPlan plan, StatusWatch begun) {
        if (ended) {
            begun.close();
            return;
        }
        running = begun;
        if (wanted != null && wanted != plan) follow(wanted);
    }

    /// Until it is tried again, plans that come only say what is to be watched then.
    private void failed(Exception e) {
        log().warn("cannot watch the fleet", e);
        if (ended) return;
        again = background.every(AGAIN, () -> {
            again.cancel();
            opening = false;
            if (wanted != null) follow(wanted);
        });
    }

    /// Nothing is watched any more.
    ///
    /// @return what is still to be closed, elsewhere than on the FX thread; `null` where nothing is
    @Nullable
    StatusWatch end() {
        ended = true;
        again.cancel();
        StatusWatch last = running;
        running = null;
        return last;
    }

    /// Asked for when there is something to say: a start need not wait for the loggers.
    private static Logger log() {
        return LoggerFactory.getLogger(PlanWatch.class);
    }
}
