package dev.flotilla.app.workspace;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

import dev.flotilla.app.ui.Latest;
import dev.flotilla.app.workbench.Workbench;
import dev.flotilla.engine.value.Json;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import dev.flotilla.engine.workspace.WorkspaceFiles;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps a copy of unsaved text beside the settings, so that neither a crash nor a power cut loses it.
public final class Drafts {

    private final Workbench workbench;
    private final Path folder;
    private final Latest<Boolean> writing;
    private @Nullable Path restored;

    /// @param folder    for the copies; made when the first one is written
    /// @param recovered called with the files whose text came back
    public Drafts(Workbench workbench, Path folder, Consumer<Set<String>> recovered) {
        this.workbench = workbench;
        this.folder = folder;
        this.writing = new Latest<>(workbench.background(), _ -> {},
                problem -> log().warn("draft not written folder={}", folder, problem));
        workbench.locationProperty().subscribe(opened -> {
            restored = null;
            if (opened != null) restore(opened, recovered);
        });
        workbench.unsavedProperty().subscribe(this::keep);
    }

    private void restore(Path opened, Consumer<Set<String>> recovered) {
        Path file = file(opened);
        workbench.background().run(() -> Files.exists(file) ? read(file) : Map.<String, String>of(), drafts -> {
            if (!opened.equals(workbench.locationProperty().get())) return;
            restored = opened;
            var changed = new TreeSet<String>();
            for (var draft : drafts.entrySet()) {
                String now = workbench.text(draft.getKey());
                if (draft.getValue().equals(now)) continue;
                workbench.edit(draft.getKey(), draft.getValue());
                changed.add(draft.getKey());
            }
            if (!changed.isEmpty()) recovered.accept(changed);
        }, problem -> {
            restored = opened;
            log().warn("draft cannot be read file={}", file, problem);
        });
    }

    private static Map<String, String> read(Path file) throws IOException {
        var drafts = new TreeMap<String, String>();
        if (Json.read(Files.readString(file)) instanceof MapValue texts) {
            texts.forEach((path, text) -> {
                if (text instanceof Value.Text(String s)) drafts.put(path, s);
            });
        }
        return drafts;
    }

    /// Nothing is written before what was kept has been read back.
    private void keep(Map<String, String> unsaved) {
        Path opened = workbench.locationProperty().get();
        if (opened == null || !opened.equals(restored)) return;
        Path file = file(opened);
        writing.ask(() -> {
            if (unsaved.isEmpty()) return Files.deleteIfExists(file);
            Files.createDirectories(folder);
            WorkspaceFiles.save(file, Json.write(Value.of(new TreeMap<>(unsaved))));
            return true;
        });
    }

    /// Throws away what is kept for the open workspace.
    public void discard() {
        Path opened = workbench.locationProperty().get();
        if (opened == null) return;
        try {
            Files.deleteIfExists(file(opened));
        } catch (IOException e) {
            log().warn("draft cannot be deleted file={}", file(opened), e);
        }
    }

    private Path file(Path opened) {
        byte[] name = opened.toAbsolutePath().normalize().toString().getBytes(StandardCharsets.UTF_8);
        try {
            byte[] hash = java.security.MessageDigest.getInstance("SHA-256").digest(name);
            return folder.resolve(HexFormat.of().formatHex(hash, 0, 12) + ".json");
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /// Asked for when there is something to say: a start need not wait for the loggers.
    private static Logger log() {
        return LoggerFactory.getLogger(Drafts.class);
    }
}
