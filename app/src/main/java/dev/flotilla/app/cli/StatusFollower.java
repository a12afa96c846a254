package dev.flotilla.app.cli;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import dev.flotilla.engine.status.FleetStatus;
import dev.flotilla.engine.status.HealEvent;
import dev.flotilla.engine.status.Phase;
import org.jspecify.annotations.Nullable;

/// Watches the status and shows it whenever it changes: in place on a terminal, one after the other elsewhere.
final class StatusFollower {
    private final Console console;
    private final Connected connected;
    private final boolean json;
    private int linesShown;
    private @Nullable String shown;

    /// @param json one JSON object a line
    StatusFollower(Console console, Connected connected, boolean json) {
        this.console = console;
        this.connected = connected;
        this.json = json;
    }

    /// Until everything is current, something failed for good, or time is up.
    ///
    /// @return the exit code
    int untilSettled(Duration patience) throws InterruptedException {
        FleetStatus last = follow(patience, false, status -> status.isCurrent() || status.phases().containsKey(Phase.FAILED));
        if (!last.isCurrent()) console.err().println(console.words().get("cli.status.not-settled"));
        return StatusCommand.exitCode(connected, last);
    }

    /// Until the user has seen enough.
    ///
    /// @param heal restore meanwhile what others change
    int untilStopped(boolean heal) throws InterruptedException {
        return StatusCommand.exitCode(connected, follow(Duration.ofDays(365), heal, _ -> false));
    }

    private FleetStatus follow(Duration patience, boolean heal, Predicate<FleetStatus> enough) throws InterruptedException {
        var news = new LinkedBlockingQueue<FleetStatus>();
        long deadline = System.nanoTime() + patience.toNanos();
        var healing = heal ? connected.session().heal(connected::plan, this::tell) : null;
        try (healing; var watch = connected.session().watch(connected.plan(), status -> {
            news.add(status);
            if (healing != null) healing.accept(status);
        })) {
            FleetStatus status = watch.current();
            show(status);
            // Whoever read along may have seen enough: then writing fails, and says so only when asked.
            while (!enough.test(status) && !console.out().checkError()) {
                FleetStatus next = news.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (next == null) break;
                status = next;
                show(status);
            }
            return status;
        }
    }

    private synchronized void tell(HealEvent event) {
        if (json) {
            console.out().println(HealText.json(event));
        } else {
            console.out().println(HealText.line(console, event));
            // The next table is drawn below the line, not over it.
            linesShown = 0;
        }
        console.out().flush();
    }

    private synchronized void show(FleetStatus status) {
        List<String> lines = json
                ? List.of(StatusJson.of(StatusJson.timeless(status)).toString())
                : new StatusText(console).lines(status);
        String text = String.join("\n", lines);
        if (text.equals(shown)) return;
        shown = text;
        if (json) {
            console.out().println(StatusJson.of(status));
        } else {
            boolean inPlace = console.outTerminal() && linesShown > 0;
            console.out().print(inPlace ? "\u001b[" + linesShown + "A\u001b[J" : linesShown > 0 ? "\n" : "");
            console.out().println(text);
            linesShown = lines.size();
        }
        console.out().flush();
    }
}
