package dev.flotilla.engine.cluster.kube;

import java.util.List;
import java.util.Map;

import dev.flotilla.engine.cluster.ClusterException;
import dev.flotilla.engine.cluster.ClusterFailure;
import dev.flotilla.engine.cluster.ExecCommand;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@Timeout(60)
class CredentialPluginTest {
    @ParameterizedTest(name = "{0} {1}: {2} {3}")
    @CsvSource(delimiter = '|', textBlock = """
            # program            | script                                        | why        | status
            no-such-program-here | exit 0                                        | cannot-run | 0
            sh                   | echo planted-token; exit 7                    | exit       | 7
            sh                   | echo planted-token                            | no-token   | 0
            sh                   | echo '{"status":{"other":"planted-token"}}'   | no-token   | 0
            sh                   | exec >&-; sleep 600                           | too-slow   | 0
            """)
    void saysWhyThereIsNoTokenAndNothingOfTheOutput(String program, String script, String why, int status) {
        var command = new ExecCommand("client.authentication.k8s.io/v1", program, List.of("-c", script), Map.of());

        assertThatExceptionOfType(ClusterException.class).isThrownBy(() -> CredentialPlugin.run(command)).satisfies(e -> {
            assertThat(e.failure()).isEqualTo(new ClusterFailure.PluginFailed(program, why, status));
            assertThat(e).hasMessageNotContaining("planted-token");
        });
    }
}
