package dev.flotilla.engine.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The programs that the user allowed kubeconfigs to run, shared by the window and the command line; one line for each: a
/// fingerprint of the whole command with arguments and
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
        replace(before + fingerprint(command) + " " + command.command().replaceAll("\\s", "_") + "\n");
    }

    /// At once and whole; a temporary file is its maker's alone, and stays so.
    private void replace(String text) throws IOException {
        Path fresh = Files.createTempFile(file.toAbsolutePath().getParent(), ".consents", ".tmp");
        try {
            Files.writeString(fresh, text);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
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
