package dev.flotilla.engine.workspace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

import dev.flotilla.engine.diagnostics.Diagnostic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class WorkspaceReaderTest {
    @TempDir Path folder;

    private void write(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static String object(String name) {
        return "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: " + name + "\n";
    }

    private static List<String> found(Workspace workspace) {
        return workspace.diagnostics().stream().map(WorkspaceReaderTest::show).toList();
    }

    private static String show(Diagnostic found) {
        return found.location() + " " + found.code();
    }

    @Test
    void readsEveryYamlAndJsonFileButHiddenOnes() throws IOException {
        write("a.yaml", object("a"));
        write("deep/er/b.yml", object("b"));
        write("c.json", "{\"apiVersion\": \"v1\", \"kind\": \"Secret\", \"metadata\": {\"name\": \"c\"}}");
        write(".git/d.yaml", object("d"));
        write(".hidden.yaml", object("e"));
        write("README.md", "# no");

        assertThat(WorkspaceReader.open(folder).documents()).extracting(document -> document.ref().name()).containsExactly("a",
                "c", "b");
    }

    @Test
    void aGlobsDoubleStarMayStandForNothing() throws IOException {
        write("flotilla.yaml", "apiVersion: flotilla.dev/v1alpha1\nkind: Workspace\nspec: {manifests: ['m/**/*.yaml']}\n");
        write("m/a.yaml", object("a"));
        write("m/x/y/b.yaml", object("b"));
        write("other/c.yaml", object("c"));

        assertThat(WorkspaceReader.open(folder).files()).extracting(file -> file.source().path()).containsExactly("m/a.yaml",
                "m/x/y/b.yaml");
    }

    @Test
    void aNewFileBelongsWhereThePatternsTakeItIn() throws IOException {
        write("flotilla.yaml", "apiVersion: flotilla.dev/v1alpha1\nkind: Workspace\nspec: {manifests: ['m/**/*.yaml']}\n");
        var workspace = WorkspaceReader.open(folder);

        assertThat(workspace.covers("m/x/new.yaml")).isTrue();
        assertThat(workspace.covers("other/new.yaml")).isFalse();
        assertThat(workspace.covers("m/.hidden/new.yaml")).isFalse();
    }

    @Test
    void linksInACircleAreNotFollowed() throws IOException {
        write("a.yaml", object("a"));
        Files.createSymbolicLink(folder.resolve("again"), folder);
        Files.createSymbolicLink(folder.resolve("b.yaml"), Path.of("nowhere"));

        assertThat(WorkspaceReader.open(folder).documents()).hasSize(1);
    }

    @Test
    void theSameObjectTwiceNamesBothPlaces() throws IOException {
        write("a.yaml", object("same"));
        write("b.yaml", "# one line down\n" + object("same").replace("name: same", "name: same\n  namespace: default"));
        Workspace workspace = WorkspaceReader.open(folder);

        assertThat(found(workspace)).containsExactly("b.yaml:5:3 document.duplicate-object");
        assertThat(workspace.diagnostics().getFirst().arguments()).containsExactly("ConfigMap default/same", "a.yaml", 4);
        assertThat(workspace.documents()).extracting(document -> document.file()).containsExactly("b.yaml");
    }

    @Test
    void anAbsentPathIsRefused() {
        assertThatThrownBy(() -> WorkspaceReader.open(folder.resolve("no"))).isInstanceOf(NoSuchFileException.class);
    }

    @ParameterizedTest(name = "{0} gives {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            members: [{name: a}, {name: a}]                  | 4:31 workspace.duplicate-member
            members: [{nmae: a}]                             | 4:14 workspace.misspelt-field
            membrs: []                                       | 4:3 workspace.misspelt-field
            zebra: 1                                         | 4:3 workspace.unknown-field
            members: {name: a}                               | 4:12 workspace.wrong-type
            members: [{name: A_b}]                           | 4:20 workspace.bad-member-name
            members: [{name: a, sandbox: {nodes: 99999999999}}] | 4:40 workspace.bad-number
            members: [{name: a, sandbox: {nodes: -1}}]       | 4:40 workspace.bad-number
            members: [{name: a, sandbox: {memory: 32GB}}]    | 4:41 workspace.bad-quantity
            members: [{name: a, sandbox: {}, context: x}]    | 4:23 workspace.sandbox-and-kubeconfig
            karmadaVersion: "2.0"                            | 4:19 workspace.unsupported-version
            kubefedVersion: 0.7                              | 4:19 workspace.unsupported-version
            manifests: ["a/[b"]                              | 4:15 workspace.bad-glob
            """)
    void tellsWhatIsWrongWithItsSettings(String line, String expected) throws IOException {
        write("flotilla.yaml", "apiVersion: flotilla.dev/v1alpha1\nkind: Workspace\nspec:\n  " + line + "\n");

        assertThat(found(WorkspaceReader.open(folder))).first().isEqualTo("flotilla.yaml:" + expected);
    }

    @Test
    void versionsWithoutQuotesAreReadAsWritten() throws IOException {
        write("flotilla.yaml",
                "apiVersion: flotilla.dev/v1alpha1\nkind: Workspace\nspec: {karmadaVersion: 1.10, kubefedVersion: 0.10}\n");
        Workspace workspace = WorkspaceReader.open(folder);

        assertThat(workspace.settings().karmadaVersion()).isEqualTo("1.10");
        assertThat(workspace.settings().kubefedVersion()).isEqualTo("0.10");
        assertThat(found(workspace)).isEmpty();
    }

    @Test
    void aFileThatChangesKeepsAllOtherDocuments() throws IOException {
        write("a.yaml", object("a"));
        write("b.yaml", object("b"));
        Workspace before = WorkspaceReader.open(folder);
        Workspace after = before.withText(new dev.flotilla.engine.text.SourceFile("b.yaml", object("c")));

        assertThat(after.documents().getFirst()).isSameAs(before.documents().getFirst());
        assertThat(after.documents().getLast().ref().name()).isEqualTo("c");
    }
}
