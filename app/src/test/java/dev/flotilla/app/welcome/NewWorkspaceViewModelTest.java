package dev.flotilla.app.welcome;

import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.flotilla.app.ui.Background;
import dev.flotilla.app.welcome.NewWorkspaceViewModel.Choice;
import dev.flotilla.engine.cluster.kubeconfig.Kubeconfigs;
import dev.flotilla.engine.workspace.Workspace;
import dev.flotilla.engine.workspace.WorkspaceReader;
import dev.flotilla.engine.workspace.WorkspaceSettings.ClusterAccess;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class NewWorkspaceViewModelTest {
    @TempDir Path home;

    private NewWorkspaceViewModel model;

    @BeforeEach
    void kubeconfig() throws Exception {
        Path standard = write(".kube/config", "kind-eu", "kind-us");
        model = new NewWorkspaceViewModel(Background.inline(), new NewWorkspaceViewModel.Computer() {
            @Override
            public Kubeconfigs kubeconfigs(List<Path> more) {
                var files = new ArrayList<>(List.of(standard));
                files.addAll(more);
                return Kubeconfigs.read(files);
            }

            @Override
            public Path home() {
                return home;
            }
        });
        model.read(null);
    }

    private Path write(String name, String... contexts) throws Exception {
        var text = new StringBuilder("kind: Config\ncontexts:\n");
        for (String context : contexts) {
            text.append("- {name: ").append(context).append(", context: {cluster: c}}\n");
        }
        Path file = home.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private void choose(String context) {
        choices().stream().filter(choice -> choice.context().name().equals(context)).findFirst().orElseThrow().chosen().set(true);
    }

    private List<Choice> choices() {
        return model.choicesProperty().get();
    }

    @Test
    void whatIsWrittenOpensAsAWorkspaceWithTheseMembersAndThisHost() throws Exception {
        assertThat(model.possible().get()).isFalse();
        choose("kind-us");
        model.hostProperty().set(choices().getFirst().context());
        assertThat(model.possible().get()).isTrue();
        var made = new ArrayList<Path>();

        model.create(made::add, problem -> {
            throw new AssertionError(problem);
        });

        assertThat(made).containsExactly(home.resolve("flotilla/my-fleet"));
        assertThat(made.getFirst().resolve("flotilla.yaml")).hasContent(model.previewProperty().get());
        Workspace workspace = WorkspaceReader.open(made.getFirst());
        assertThat(workspace.diagnostics()).isEmpty();
        assertThat(workspace.settings().name()).isEqualTo("my-fleet");
        assertThat(workspace.settings().host()).isEqualTo(new ClusterAccess("~/.kube/config", "kind-eu"));
        assertThat(workspace.settings().members()).singleElement().satisfies(member -> {
            assertThat(member.name()).isEqualTo("us");
            assertThat(member.access()).isEqualTo(new ClusterAccess("~/.kube/config", "kind-us"));
        });
    }

    @Test
    void oneMoreKubeconfigKeepsWhatWasChosenAndMakesNamesDiffer() throws Exception {
        choose("kind-eu");

        model.read(write("other.yaml", "eu"));

        assertThat(choices()).extracting(Choice::member).containsExactly("eu", "us", "eu-2");
        assertThat(choices()).extracting(choice -> choice.chosen().get()).containsExactly(true, false, false);
    }

    @Test
    void aWorkspaceThatIsThereStaysAsItIs() throws Exception {
        Path there = Files.createDirectories(home.resolve("shop"));
        Files.writeString(there.resolve("flotilla.yaml"), "ours");
        model.folderProperty().set("~/shop");
        choose("kind-eu");
        var problems = new ArrayList<Exception>();

        model.create(_ -> {}, problems::add);

        assertThat(problems).singleElement().isInstanceOf(FileAlreadyExistsException.class);
        assertThat(there.resolve("flotilla.yaml")).hasContent("ours");
    }

    @Test
    void aFolderHasToBeAWholePath() {
        choose("kind-eu");
        for (String folder : List.of("", "shop", "/", "a\0b")) {
            model.folderProperty().set(folder);
            assertThat(model.possible().get()).as(folder).isFalse();
        }
    }
}
