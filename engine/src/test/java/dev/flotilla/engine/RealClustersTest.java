package dev.flotilla.engine;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.Map;
import javax.net.ssl.SSLContext;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RealClustersTest {
    @Test
    void absenceIsAFailureWhereTheTestsAreRequired() {
        assertThat(RealClusters.areRequired(Map.of())).isFalse();
        assertThat(RealClusters.areRequired(Map.of("CI", "false"))).isFalse();
        assertThat(RealClusters.areRequired(Map.of("CI", "true"))).isTrue();
        assertThat(RealClusters.areRequired(Map.of("KUBE_TESTS", "required"))).isTrue();
    }

    @Test
    @Tag("cluster")
    void membersStartTogetherAndAnswer() throws Exception {
        for (var member : RealClusters.members("worker01", "worker02")) {
            SSLContext tls = Pem.trusting(member.caFile());
            try (var http = HttpClient.newBuilder().sslContext(tls).build()) {
                var question = HttpRequest.newBuilder(URI.create(member.server() + "/api/v1/namespaces/default"))
                        .header("Authorization", "Bearer " + member.token()).build();
                var answer = http.send(question, HttpResponse.BodyHandlers.ofString());

                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(Files.readString(member.kubeconfig())).contains("current-context: " + member.name());
                assertThat(member.toString()).doesNotContain(member.token());
            }
        }
    }
}
