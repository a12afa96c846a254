package dev.flotilla.engine.workspace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class WorkspaceFilesTest {
    @TempDir Path folder;

    @Test
    void replacesTheTextAndLeavesNothingElseBehind() throws IOException {
        Path file = Files.writeString(folder.resolve("a.yaml"), "old");
        WorkspaceFiles.save(file, "new: 支\n");

        assertThat(file).hasContent("new: 支\n");
        assertThat(folder).isDirectoryContaining(path -> path.endsWith("a.yaml"));
        assertThat(Files.list(folder)).hasSize(1);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void keepsPermissionsAndLinks() throws IOException {
        Path real = Files.writeString(folder.resolve("real.yaml"), "old");
        Files.setPosixFilePermissions(real, PosixFilePermissions.fromString("rw-r-----"));
        Path link = Files.createSymbolicLink(folder.resolve("link.yaml"), Path.of("real.yaml"));
        WorkspaceFiles.save(link, "new");

        assertThat(Files.isSymbolicLink(link)).isTrue();
        assertThat(real).hasContent("new");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(real))).isEqualTo("rw-r-----");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aNewFileIsAsPublicAsAnyOther() throws IOException {
        Path usual = Files.createFile(folder.resolve("usual.yaml"));
        WorkspaceFiles.save(folder.resolve("new.yaml"), "x");

        assertThat(Files.getPosixFilePermissions(folder.resolve("new.yaml"))).isEqualTo(Files.getPosixFilePermissions(usual));
    }

    @Test
    void aFolderThatIsNotThereIsTold() {
        assertThatThrownBy(() -> WorkspaceFiles.save(folder.resolve("no/a.yaml"), "x")).isInstanceOf(IOException.class);
    }
}
