package dev.flotilla.app.sync;

import java.util.List;

import dev.flotilla.app.sync.Lane.Phase;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class LaneFilterTest {
    private static final List<Lane> LANES = List.of(lane("eu-1", Phase.DONE), lane("eu-2", Phase.PUSHING), lane("us-1",
            Phase.PARTLY), lane("us-2", Phase.NO_ANSWER), lane("asia", Phase.FAILED), lane("mars", Phase.CANCELLED),
            lane("moon", Phase.HELD), lane("sun", Phase.SKIPPED));

    private static Lane lane(String cluster, Phase phase) {
        return new Lane(cluster, phase, 2, 1, Counts.NONE, null, Lane.Span.NONE, null);
    }

    @ParameterizedTest(name = "{0} named {1} are {2}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            # which | words | shown
            ALL     | ''     | eu-1 eu-2 us-1 us-2 asia mars moon sun
            RUNNING | ''     | eu-2 us-2
            FAILED  | ''     | us-1 asia
            UNSENT  | ''     | mars moon sun
            DONE    | ''     | eu-1
            ALL     | EU     | eu-1 eu-2
            ALL     | -1 mar | eu-1 us-1 mars
            FAILED  | us     | us-1
            DONE    | us     | ''
            """)
    void picksLanes(LaneFilter.Which which, String words, String shown) {
        var filter = new LaneFilter();
        filter.whichProperty().set(which);
        filter.wordsProperty().set(words);

        assertThat(String.join(" ", filter.shown(LANES).stream().map(Lane::cluster).toList())).isEqualTo(shown);
    }
}
