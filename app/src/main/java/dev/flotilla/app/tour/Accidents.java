package dev.flotilla.app.tour;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import dev.flotilla.app.Desktop;
import dev.flotilla.app.workbench.Destination;
import dev.flotilla.app.workbench.PageId;
import dev.flotilla.engine.MemberConnection.State;
import dev.flotilla.engine.diagnostics.Location;
import dev.flotilla.engine.workspace.Workspace;
import org.jspecify.annotations.Nullable;

/// What goes wrong: text that is not saved, files that change under it, clusters that do not answer.
final class Accidents {
    private final Desktop desktop;
    private final Visitor visitor;
    private final Hands hands;

    Accidents(Hands hands) {
        this.hands = hands;
        this.desktop = hands.desktop();
        this.visitor = hands.visitor();
    }

    /// With the sample open and the drift of the tour's end on the screen.
    ///
    /// @param other  another workspace
    /// @param drafts where copies of unsaved text are kept
    void withText(Path other, Path drafts) throws Exception {
        Map<String, String> unsaved = Visitor.onFx(() -> desktop.workbench().unsavedProperty().get());
        if (unsaved.isEmpty()) return;
        String path = unsaved.keySet().iterator().next();
        Path root = Visitor.onFx(() -> hands.workspace().root());
        visitor.dialog("unsaved", () -> desktop.open(other));

        crash(drafts, other);
        Visitor.await("the draft", () -> !desktop.workbench().recoveredProperty().get().isEmpty());
        hands.go(new Destination.Text(Location.startOf(path)));
        visitor.picture("recovered");
        Visitor.run(() -> desktop.workbench().recovered(Set.of()));

        String disk = Files.readString(root.resolve(path));
        Files.writeString(root.resolve(path), "# changed by somebody else\n" + disk);
        Visitor.await("the change to be noticed", () -> desktop.workbench().clashesProperty().get().containsKey(path));
        visitor.picture("changed-on-disk");
        Visitor.run(() -> desktop.workbench().revert(path));
        Visitor.await("nothing unsaved", () -> desktop.workbench().unsavedProperty().get().isEmpty());
    }

    /// As a crash would leave it: the copy of what was typed is there, the window is not.
    private void crash(Path drafts, Path other) throws Exception {
        Path opened = Objects.requireNonNull(Visitor.onFx(() -> desktop.workbench().locationProperty().get()));
        Visitor.await("a copy of the unsaved text", () -> only(drafts) != null);
        Path file = Objects.requireNonNull(only(drafts));
        String kept = Files.readString(file);
        open(other);
        Files.writeString(file, kept);
        open(opened);
    }

    private static @Nullable Path only(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) return null;
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".json")).findFirst().orElse(null);
        }
    }

    private void open(Path workspace) throws Exception {
        Visitor.run(() -> desktop.workbench().open(workspace, _ -> {}));
        Visitor.await("the workspace", () -> workspace.equals(desktop.workbench().locationProperty().get()));
    }

    /// Members that cannot be reached, each for a reason of its own, and the way to a workspace from a kubeconfig.
    ///
    /// @param home where kubeconfigs are looked for
    void withClusters(Path home, Path folder) throws Exception {
        int nobody;
        try (var socket = new ServerSocket(0)) {
            nobody = socket.getLocalPort();
        }
        kubeconfig(home, nobody);
        Files.writeString(folder.resolve(Workspace.SETTINGS_FILE), """
                apiVersion: flotilla.dev/v1alpha1
                kind: Workspace
                metadata: {name: shop}
                spec:
                  host: {kubeconfig: ~/.kube/config, context: kind-shop-host}
                  members:
                    - {name: eu, kubeconfig: ~/.kube/config, context: kind-shop-eu}
                    - {name: us, kubeconfig: ~/.kube/config, context: eks-shop-us}
                    - {name: lab, kubeconfig: ~/.kube/config, context: no-such-context}
                """);
        Visitor.run(() -> desktop.workbench().close());
        hands.go(PageId.FLEET);
        visitor.picture("fleet-closed");
        visitor.dialog("new-workspace", desktop::useKubeconfig);
        open(folder);
        Visitor.await("every member's failure", () -> desktop.fleet().membersProperty().get().size() == 3
                && desktop.fleet().membersProperty().get().stream().allMatch(member -> member.state() == State.FAILED));
        hands.go(new Destination.Member("eu"));
        visitor.picture("fleet-trouble");
        hands.go(new Destination.Member("us"));
        hands.dialogOf("consent", "fleet.consent.ask");
        hands.dialogOf("join", "fleet.join.dots");
    }

    private static void kubeconfig(Path home, int nobody) throws IOException {
        Path kube = Files.createDirectories(home.resolve(".kube"));
        Files.writeString(kube.resolve("config"), """
                apiVersion: v1
                kind: Config
                clusters:
                  - {name: local, cluster: {server: "https://127.0.0.1:%d"}}
                  - {name: cloud, cluster: {server: "https://shop-us.example.invalid"}}
                contexts:
                  - {name: kind-shop-host, context: {cluster: local}}
                  - {name: kind-shop-eu, context: {cluster: local}}
                  - {name: eks-shop-us, context: {cluster: cloud, user: cloud}}
                  - {name: kind-shop-asia, context: {cluster: local}}
                users:
                  - name: cloud
                    user:
                      exec:
                        apiVersion: client.authentication.k8s.io/v1
                        command: aws
                        args: [eks, get-token, --cluster-name, shop-us]
                        env: [{name: AWS_PROFILE, value: shop}]
                        interactiveMode: Never
                """.formatted(nobody));
    }

    /// What nobody foresaw.
    void unforeseen() throws Exception {
        Thread.UncaughtExceptionHandler last = Objects.requireNonNull(Thread.getDefaultUncaughtExceptionHandler());
        visitor.dialog("error",
                () -> last.uncaughtException(Thread.currentThread(), new IllegalStateException("drawn by the tour")));
    }
}
