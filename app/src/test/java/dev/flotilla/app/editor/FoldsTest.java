package dev.flotilla.app.editor;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class FoldsTest {
    private static final List<String> LINES = """
            # a policy
            spec:
              selectors:
              - kind: Deployment
                name: web

              # placement
              placement:
                names:
                  - a
                  - b
              text: |
                one

                two
            # the end
            ---
            kind: Second
            """.lines().toList();

    private static final Folds FOLDS = new Folds(LINES::get, LINES.size());

    @ParameterizedTest(name = "below \"{0}\" down to \"{1}\"")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            # head                | last line of its block
            "spec:"               | "    two"
            "  selectors:"        | "    name: web"
            "  - kind: Deployment"| "    name: web"
            "    name: web"       | "    name: web"
            "  placement:"        | "      - b"
            "      - b"           | "      - b"
            "  text: |"           | "    two"
            "# a policy"          | "# a policy"
            "---"                 | "---"
            """)
    void knowsWhereABlockEnds(String head, String last) {
        assertThat(LINES.get(FOLDS.end(LINES.indexOf(head)))).isEqualTo(last);
    }

    @Test
    void aLineBelongsToTheNearestBlockAround() {
        assertThat(FOLDS.headOf(LINES.indexOf("      - b"))).isEqualTo(LINES.indexOf("    names:"));
        assertThat(FOLDS.headOf(LINES.indexOf("    names:"))).isEqualTo(LINES.indexOf("    names:"));
        assertThat(FOLDS.headOf(LINES.indexOf("kind: Second"))).isEqualTo(-1);
    }
}
