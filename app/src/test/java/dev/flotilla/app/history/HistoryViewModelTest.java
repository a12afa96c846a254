package dev.flotilla.app.history;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.ui.Background;
import dev.flotilla.app.ui.ByHand;
import dev.flotilla.engine.sync.RunRecord;
import dev.flotilla.engine.sync.SyncOptions;
import dev.flotilla.engine.sync.SyncPlan;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class HistoryViewModelTest {
    private static final Instant NOW = Instant.parse("2026-01-01T10:00:00Z");
    private static final RunRecord FIRST = run("1");
    private static final RunRecord SECOND = run("2");

    private final List<SyncPlan> pushed = new ArrayList<>();
    private final FakePast past = new FakePast();
    private boolean open = true;
    private final HistoryViewModel model = new HistoryViewModel(Background.inline(), () -> open ? past : null, pushed::add);

    private static RunRecord run(String id) {
        return new RunRecord(id, "hash", NOW, NOW, RunRecord.End.COMPLETE, List.of(), List.of(), List.of(), null);
    }

    /// Runs that are kept in memory.
    private static final class FakePast implements PastRuns {
        private List<RunRecord> runs = List.of(SECOND, FIRST);
        private IOException problem;

        @Override
        public List<RunRecord> history() throws IOException {
            if (problem != null) throw problem;
            return runs;
        }

        @Override
        public SyncPlan wayBack(String run) throws IOException {
            if (problem != null) throw problem;
            return new SyncPlan("hash", List.of(), SyncOptions.NORMAL, run);
        }
    }

    @Test
    void theLatestRunIsPickedAndWhatWasPickedStaysSo() {
        model.refresh();
        assertThat(model.pickedProperty().get()).isEqualTo(SECOND);

        model.pick(FIRST);
        past.runs = List.of(run("3"), SECOND, FIRST);
        model.refresh();
        assertThat(model.runs()).hasSize(3);
        assertThat(model.pickedProperty().get()).isEqualTo(FIRST);
    }

    @Test
    void theWayBackIsShownBeforeItIsGone() {
        model.refresh();
        model.pick(FIRST);
        model.askWayBack();
        assertThat(pushed).isEmpty();
        assertThat(model.wayBackProperty().get()).isNotNull();

        model.goBack();
        assertThat(pushed).extracting(SyncPlan::rollbackOf).containsExactly("1");
        assertThat(model.wayBackProperty().get()).isNull();
    }

    @Test
    void anotherPickForgetsTheWayBack() {
        model.refresh();
        model.askWayBack();
        model.pick(FIRST);
        model.goBack();

        assertThat(pushed).isEmpty();
    }

    @Test
    void anUnreadableJournalIsSaid() {
        model.refresh();
        past.problem = new IOException("no such folder");
        model.askWayBack();

        assertThat(model.failureProperty().get()).isSameAs(past.problem);
        assertThat(model.comparingProperty().get()).isFalse();
    }

    @Test
    void ofTwoFleetsTheOneThatWasClosedDoesNotAnswerLast() {
        var background = new ByHand();
        var other = new FakePast();
        other.runs = List.of(run("9"));
        var asked = new ArrayList<PastRuns>(List.of(past, other));
        var both = new HistoryViewModel(background, asked::removeFirst, pushed::add);
        background.waits = true;

        both.refresh();
        Runnable slow = background.waiting.getFirst();
        both.refresh();
        background.waiting.removeLast().run();
        if (background.waiting.contains(slow)) slow.run();

        assertThat(both.runs()).extracting(RunRecord::id).containsExactly("9");
    }

    @Test
    void nothingStaysOfAFleetThatWasClosed() {
        model.refresh();
        open = false;
        model.refresh();

        assertThat(model.runs()).isEmpty();
        assertThat(model.pickedProperty().get()).isNull();
    }
}
