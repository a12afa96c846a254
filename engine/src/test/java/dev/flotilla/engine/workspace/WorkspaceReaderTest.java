package dev.flotilla.engine.workspace;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

import dev.flotilla.engine.BackupKind;
import dev.flotilla.engine.diagnostics.Diagnostic;
import dev.flotilla.engine.text.SourceFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
    void objectsAreHeldAgainstTheDefinitionOfTheirKindAsItIsTyped() throws IOException {
        String definition = BackupKind.definition("at: {type: string}");
        write("definition.yaml", definition);
        write("nightly.yaml", "apiVersion: example.org/v1\nkind: Backup\nmetadata: {name: nightly}\nspec: {at: 3, days: 7}\n");
        var workspace = WorkspaceReader.open(folder);
        var changed = workspace.withText(new SourceFile("definition.yaml", definition.replace("at: {type: string}",
                "days: {type: integer}")));

        assertThat(found(workspace)).containsExactly("nightly.yaml:4:12 document.not-a-string",
                "nightly.yaml:4:15 document.unknown-field");
        assertThat(found(changed)).containsExactly("nightly.yaml:4:8 document.unknown-field");
        assertThat(found(workspace.withText(new SourceFile("other.yaml", object("other"))))).isEqualTo(found(workspace));
        assertThat(found(changed.without("definition.yaml"))).isEmpty();
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
    @EnabledOnOs(value = {OS.LINUX, OS.MAC}, disabledReason = "links need a privilege elsewhere")
    void aLinkToTheWorkspaceIsTheWorkspace() throws IOException {
        write("real/manifests/a.yaml", object("a"));
        write("real/manifests/b.yaml", "a: [");
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("real"));

        Workspace workspace = WorkspaceReader.open(link);

        assertThat(workspace.root()).isEqualTo(link);
        assertThat(workspace.documents()).extracting(document -> document.ref().name()).containsExactly("a");
        assertThat(found(workspace)).containsExactly("manifests/b.yaml:1:4 yaml.unclosed-bracket");
    }

    @Test
    void linksInACircleAreNotFollowed() throws IOException {
        write("a.yaml", object("a"));
        Files.createSymbolicLink(folder.resolve("again"), folder);
        Files.createSymbolicLink(folder.resolve("again.yaml"), folder);
        Workspace workspace = WorkspaceReader.open(folder);

        assertThat(workspace.documents()).hasSize(1);
        assertThat(workspace.diagnostics()).isEmpty();
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
            members: [{name: ""}]                            | 4:20 workspace.member-without-name
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
    void aNameThatIsNoTextIsOneMistake() throws IOException {
        write("flotilla.yaml", "apiVersion: flotilla.dev/v1alpha1\nkind: Workspace\nspec: {members: [{name: true}]}\n");

        assertThat(found(WorkspaceReader.open(folder))).containsExactly("flotilla.yaml:3:25 workspace.wrong-type");
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

    /// What lies about in folders: each is told at its place, and the sound document beside it is read all the same.
    @Nested
    class OddFiles {
        @BeforeEach
        void writeASoundOne() throws IOException {
            write("sound.yaml", object("sound"));
        }

        private void finds(String... expected) throws IOException {
            Workspace workspace = WorkspaceReader.open(folder);

            assertThat(found(workspace)).containsExactly(expected);
            assertThat(workspace.documents()).extracting(document -> document.ref().name()).containsExactly("sound");
        }

        @Test
        void aLinkIntoNothingAndOneToItself() throws IOException {
            Files.createSymbolicLink(folder.resolve("dead.yaml"), Path.of("nowhere"));
            Files.createSymbolicLink(folder.resolve("loop.yaml"), Path.of("loop.yaml"));

            finds("dead.yaml:1:1 workspace.dead-link", "loop.yaml:1:1 workspace.dead-link");
        }

        @Test
        @EnabledOnOs(OS.LINUX)
        void aFileThatExistsAndCannotBeRead() throws IOException {
            Files.createSymbolicLink(folder.resolve("memory.yaml"), Path.of("/proc/self/mem"));

            finds("memory.yaml:1:1 workspace.unreadable");
        }

        @Test
        void aFileWithoutTheRightToReadIt() throws IOException {
            write("secret.yaml", object("secret"));
            assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("posix"), "SKIPPED: no POSIX here");
            Files.setPosixFilePermissions(folder.resolve("secret.yaml"), Set.of());
            assumeFalse(Files.isReadable(folder.resolve("secret.yaml")), "SKIPPED: root may read everything");

            finds("secret.yaml:1:1 workspace.access-denied");
        }

        @Test
        void emptyOnes() throws IOException {
            write("empty.yaml", "");
            write("blank.yaml", "\n  \n# nothing\n---\n");

            finds();
        }

        @Test
        void bytesOfOtherEncodings() throws IOException {
            Files.write(folder.resolve("latin.yaml"), "a: \u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
            Files.write(folder.resolve("utf16-without-mark.yaml"), object("x").getBytes(StandardCharsets.UTF_16LE));
            Files.write(folder.resolve("zeros.yaml"), new byte[100]);

            finds("latin.yaml:1:4 text.not-utf8", "utf16-without-mark.yaml:1:2 text.binary",
                    "zeros.yaml:1:1 text.binary");
        }

        @Test
        void utf16AndByteOrderMarksAndWindowsLineBreaks() throws IOException {
            write("bom.yaml", "\ufeff" + object("bom").replace("\n", "\r\n"));
            Files.write(folder.resolve("utf16.yaml"), ("\ufeff" + object("utf16")).getBytes(StandardCharsets.UTF_16LE));
            Workspace workspace = WorkspaceReader.open(folder);

            assertThat(workspace.diagnostics()).isEmpty();
            assertThat(workspace.documents()).extracting(document -> document.ref().name()).containsExactly("bom", "sound",
                    "utf16");
        }

        @Test
        void severalErrorsInOneFileWithASoundDocumentBetween() throws IOException {
            write("mixed.yaml", "a: [\n---\n" + object("between") + "---\nb: @x\nc: \"\\q\"\n---\n\td: 1\n");
            Workspace workspace = WorkspaceReader.open(folder);

            assertThat(found(workspace)).containsExactly("mixed.yaml:1:4 yaml.unclosed-bracket",
                    "mixed.yaml:8:4 yaml.reserved-character", "mixed.yaml:9:6 yaml.unknown-escape", "mixed.yaml:11:1 yaml.tab");
            assertThat(workspace.documents()).extracting(document -> document.ref().name()).containsExactly("between", "sound");
        }

        @Test
        void bombsAndAbysses() throws IOException {
            var bomb = new StringBuilder("a0: &a0 [1,2,3,4,5,6,7,8,9]\n");
            for (int i = 1; i < 30; i++) {
                bomb.append("a%d: &a%d [%s1]\n".formatted(i, i, "*a%d,".formatted(i - 1).repeat(8)));
            }
            write("bomb.yaml", bomb.toString());
            write("deep.yaml", "[".repeat(100_000) + "]".repeat(100_000));
            var stairs = new StringBuilder();
            for (int i = 0; i < 2000; i++) {
                stairs.append(" ".repeat(i)).append("a:\n");
            }
            write("stairs.yaml", stairs.toString());
            Workspace workspace = WorkspaceReader.open(folder);

            assertThat(workspace.diagnostics()).extracting(Diagnostic::code).containsExactly("yaml.alias-bomb", "yaml.too-deep",
                    "yaml.too-deep");
            assertThat(workspace.documents()).extracting(document -> document.ref().name()).containsExactly("sound");
        }

        @Test
        void fiveThousandFiles() throws IOException {
            for (int i = 0; i < 5000; i++) {
                write("many/" + i % 50 + "/" + i + ".yaml", object("c" + i));
            }

            assertThat(WorkspaceReader.open(folder).documents()).hasSize(5001);
        }

        @Test
        void twentyMegabytesInOneFile() throws IOException {
            String data = "data:\n  text: |\n" + "    some text that is as long as a line of text mostly is\n".repeat(180);
            var text = new StringBuilder();
            int count = 0;
            while (text.length() < 20 << 20) {
                text.append("---\n").append(object("c" + count++)).append(data);
            }
            write("large.yaml", text.toString());
            Workspace workspace = WorkspaceReader.open(folder);

            assertThat(workspace.diagnostics()).isEmpty();
            assertThat(workspace.documents()).hasSize(count + 1);
        }

        @Test
        void twentyMegabytesInOneDocument() throws IOException {
            var text = new StringBuilder(object("one")).append("data:\n");
            for (int i = 0; text.length() < 20 << 20; i++) {
                text.append("  key-").append(i).append(": a value as they are in config maps\n");
            }
            write("large.yaml", text.toString());

            assertThat(WorkspaceReader.open(folder).documents()).hasSize(2);
        }
    }
}
