package dev.flotilla.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.TextArea;

import dev.flotilla.app.workbench.Destination;
import dev.flotilla.app.workbench.PageId;
import dev.flotilla.engine.MemberConnection.State;
import dev.flotilla.engine.SessionOptions;
import dev.flotilla.engine.cluster.ConsentStore;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// Fleets that cannot be reached: who, why, and what to do about it is read on the page.
class FleetTroubleUiTest extends WindowTest {
    private static final List<String> MEMBERS = List.of("africa", "asia", "eu", "oz", "us");

    private Path home;

    @Override
    SessionOptions sessions(ConsentStore consents, Path state) {
        try {
            home = Files.createTempDirectory(folder, "home");
            return new SessionOptions(consents, state, Map.of(), home, Clock.systemUTC());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void openFleet(Path workspace, int members) throws Exception {
        interact(() -> desktop.open(workspace));
        await("every member's failure", () -> desktop.fleet().membersProperty().get().size() == members
                && desktop.fleet().membersProperty().get().stream().allMatch(member -> member.state() == State.FAILED));
        interact(() -> desktop.workbench().goTo(new Destination.Page(PageId.FLEET)));
    }

    @Test
    void everyMemberThatIsGoneIsNamedOrCountedAndItsReasonIsOneClickAway() throws Exception {
        int nobody;
        try (var socket = new ServerSocket(0)) {
            nobody = socket.getLocalPort();
        }
        Files.writeString(Files.createDirectories(home.resolve(".kube")).resolve("config"), """
                apiVersion: v1
                kind: Config
                clusters: [{name: gone, cluster: {server: "https://127.0.0.1:%d"}}]
                contexts: [{name: gone, context: {cluster: gone}}]
                """.formatted(nobody));
        Path workspace = Files.createTempDirectory(folder, "gone");
        var settings = new StringBuilder("""
                apiVersion: flotilla.dev/v1alpha1
                kind: Workspace
                metadata: {name: gone}
                spec:
                  members:
                """);
        MEMBERS.forEach(member -> settings.append("  - {name: ").append(member).append(", kubeconfig: ~/.kube/config, context: ")
                .append(member.equals("us") ? "no-such" : "gone").append("}\n"));
        Files.writeString(workspace.resolve("flotilla.yaml"), settings);
        openFleet(workspace, MEMBERS.size());

        await("who is gone", () -> reads("africa, asia and 3 more are not connected"));
        // whether nobody listens there, or the address is a container's own, depends on where the test runs
        assertThat(find(ButtonBase.class, link -> String.valueOf(link.getAccessibleText()).startsWith("africa: ")
                && link.getAccessibleText().contains("127.0.0.1:" + nobody))).isNotNull();
        assertThat(button("us: No kubeconfig has a context no-such")).isNull();
        click("Show all 5 reasons");
        await("every reason", () -> button("us: No kubeconfig has a context no-such") != null);

        click("us: No kubeconfig has a context no-such");
        await("the member's details", () -> reads("List them with: kubectl config get-contexts"));
    }

    @Test
    void theKindWorkshopTellsHowToMakeItsClusters() throws Exception {
        Path workspace = sample("kind-workshop");
        openFleet(workspace, 2);

        await("the commands", () -> find(TextArea.class, area -> area.getText().contains("kind create cluster")) != null);
        assertThat(find(TextArea.class, area -> area.getText().contains("kind")).getText().lines()).containsExactly(
                "kind create cluster --config " + workspace.resolve("fed-master.yaml"),
                "kind create cluster --config " + workspace.resolve("fed-worker01.yaml"),
                "kind create cluster --config " + workspace.resolve("fed-worker02.yaml"));
    }
}
