package dev.flotilla.app.fleet;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import dev.flotilla.app.ui.Background;
import dev.flotilla.engine.MemberConnection;
import dev.flotilla.engine.cluster.ClusterFailure;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MissingKindClustersTest extends OpenFleet {
    @Test
    void aKindClusterThatIsNotThereIsToldWithTheCommandThatMakesIt() throws Exception {
        Path config = Files.writeString(folder.resolve("eu.yaml"),
                "kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\nname: eu\n");
        var missing = new ClusterFailure.NotConfigured("no-such-context", "kind-eu");
        List<MemberRow> rows = MemberRows.of(planned, List.of(connection("eu", MemberConnection.State.FAILED, missing, null),
                connection("us", MemberConnection.State.FAILED, missing, null)));
        var clusters = new MissingKindClusters(Background.inline(), new FakeFleets());

        clusters.look(folder);
        assertThat(clusters.commands(planned.workspace(), null, rows)).containsExactly("kind create cluster --config " + config);
        clusters.clear();
        assertThat(clusters.commands(planned.workspace(), null, rows)).containsExactly("kind create cluster --name eu");
        assertThat(KindClusters.command("kind-eu", missing, Map.of())).isEqualTo("kind create cluster --name eu");
        assertThat(KindClusters.command("kind-eu", new ClusterFailure.Refused("127.0.0.1:1"), Map.of())).isNull();
        assertThat(KindClusters.command("eks-eu", missing, Map.of())).isNull();
    }
}
