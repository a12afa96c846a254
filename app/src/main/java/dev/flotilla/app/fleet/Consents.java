package dev.flotilla.app.fleet;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;

import dev.flotilla.engine.cluster.ConsentStore;
import dev.flotilla.engine.cluster.ExecCommand;
import dev.flotilla.engine.workspace.WorkspaceFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The programs that the user allowed kubeconfigs to run, one line for each: a fingerprint of the whole command with arguments and
/// variables, and the command's name for who reads the file. The variables' values are never written.
public final class Consents implements ConsentStore {
    private static final Logger LOG = LoggerFactory.getLogger(Consents.class);

    private final Path file;

    /// @param folder of Flotilla's own data
    public Consents(Path folder) {
        this.file = folder.resolve("consents.txt");
    }

    @Override
    public synchronized boolean allows(ExecCommand command) {
        String mark = fingerprint(command);
        try {
            return Files.exists(file) && Files.readAllLines(file).stream().anyMatch(line -> line.startsWith(mark + " "));
        } catch (IOException e) {
            LOG.warn("cannot read consents file={}", file, e);
            return false;
        }
    }

    /// Remembers exactly this command.
    public synchronized void allow(ExecCommand command) throws IOException {
        if (allows(command)) return;
        String before = Files.exists(file) ? Files.readString(file) : "";
        Files.createDirectories(file.toAbsolutePath().getParent());
        WorkspaceFiles.save(file, before + fingerprint(command) + " " + command.command().replaceAll("\\s", "_") + "\n");
    }

    private static String fingerprint(ExecCommand command) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            add(digest, command.apiVersion());
            add(digest, command.command());
            command.arguments().forEach(argument -> add(digest, argument));
            new TreeMap<>(command.environment()).forEach((name, value) -> {
                add(digest, "=" + name);
                add(digest, value);
            });
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static void add(MessageDigest digest, String part) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
        digest.update(bytes);
    }
}
