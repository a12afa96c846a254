package dev.flotilla.app.ui;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

class SentenceTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Unknown field spec.clusterTolerations. Move it? | Unknown field `spec.clusterTolerations`. Move it?
            clusterNames lists karmada-worker01 only        | `clusterNames` lists karmada-worker01 only
            does not tolerate location=edge:NoSchedule.     | does not tolerate `location=edge:NoSchedule`.
            this replaces all of /metadata/annotations, too | this replaces all of `/metadata/annotations`, too
            策略不容忍 location=edge:NoSchedule。            | 策略不容忍 `location=edge:NoSchedule`。
            字段spec.placement未知                          | 字段`spec.placement`未知
            spec.rules[0].weight is 3 of 4.                 | `spec.rules[0].weight` is 3 of 4.
            has the taint maintenance:NoExecute, which      | has the taint `maintenance:NoExecute`, which
            Nothing here. Or there.                         | Nothing here. Or there.
            """)
    void whatStandsInFilesIsCode(String sentence, String marked) {
        assertThat(Sentence.pieces(sentence).stream().map(piece -> piece.code() ? "`" + piece.words() + "`" : piece.words())
                .collect(joining())).isEqualTo(marked);
        assertThat(Sentence.pieces(sentence).stream().map(Sentence.Piece::words).collect(joining())).isEqualTo(sentence);
    }

    @Test
    void aFieldThatWasPutIntoTheSentenceIsCode() {
        assertThat(Sentence.pieces("overriders is an old form, myoverriders is not", List.of("overriders", 3)))
                .containsExactly(new Sentence.Piece("overriders", true),
                        new Sentence.Piece(" is an old form, myoverriders is not", false));
    }
}
