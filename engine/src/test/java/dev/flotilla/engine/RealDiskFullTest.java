package dev.flotilla.engine;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/// A disk that fills up in the middle of a push to two real members: a small file system in memory, mounted for a child process
/// alone. Where the system allows no such mount the test is aborted with that reason.
@Tag("cluster")
@Timeout(300)
class RealDiskFullTest extends FaultFixture {
    @Test
    void aRunStopsWithOneSentenceWhenTheJournalsDiskIsFullAndTheNextOneFinishes() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        Path workspace = folder.resolve("workspace");
        ConfigMapWorkspace.write(workspace, namespace, 300, both());
        Assumptions.assumeTrue(call(mounted(disk, "true")).status() == 0, "no file system can be mounted here");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));

        var child = call(mounted(disk, "exec \"$@\"", java, "-Xmx256m", "-cp", classPath, FullDiskRun.class.getName(), workspace
                .toString(), disk.toString(), namespace));

        assertThat(child.output()).as(child.output()).containsOnlyOnce("stopped ").contains("filled No space left on device",
                "end WITH_FAILURES", "then COMPLETE").containsPattern("stopped .*sync.journal-failed.*No space left on device")
                .doesNotContain("told RUNNING", "Exception");
        assertThat(child.output().lines()).as(child.output())
                .filteredOn(line -> line.startsWith("some ") || line.startsWith("unnoted ") || line.startsWith("has "))
                .containsExactly("some true", "unnoted []", "some true", "unnoted []", "has 300", "has 300");
        assertThat(child.status()).isZero();
    }

    private static String[] mounted(Path disk, String then, String... arguments) {
        var command = new java.util.ArrayList<>(List.of("unshare", "--user", "--map-root-user", "--mount", "sh", "-c",
                "mount -t tmpfs -o size=8m none \"$0\" && " + then, disk.toString()));
        command.addAll(List.of(arguments));
        return command.toArray(String[]::new);
    }

    private record Called(int status, String output) {}

    private static Called call(String... command) throws Exception {
        Process child = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Called(child.waitFor(), output);
    }
}
