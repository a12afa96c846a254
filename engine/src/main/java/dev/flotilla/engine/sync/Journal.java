package dev.flotilla.engine.sync;

import java.io.Closeable;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import dev.flotilla.engine.diff.Change;
import dev.flotilla.engine.documents.ObjectRef;
import dev.flotilla.engine.value.Json;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// What one run is about to do and has done, a JSON line each. A wave's intent, and all that was written before, is on the disk
/// before its first request; a run that intends nothing waits for no disk. Outcomes follow without waiting, too: after a crash an
/// intent without an outcome may or may not have happened, and the next comparison with the member tells. Holds names, paths and
/// what servers said, never values.
final class Journal implements Closeable {
    /// A plain stream: a channel would be closed for good by the first interrupted thread that writes to it.
    private final FileOutputStream file;
    private volatile boolean intended;
    /// A write ended in the middle of a line, as on a disk that is full.
    private boolean torn;

    private Journal(FileOutputStream file) {
        this.file = file;
    }

    static Journal begin(Path path, String id, SyncPlan plan, Instant at) throws IOException {
        Files.createDirectories(path.toAbsolutePath().getParent());
        var journal = new Journal(new FileOutputStream(Files.createFile(path).toFile()));
        var members = MapValue.builder();
        plan.members().forEach(member -> members.put(member.cluster(), member.unchanged()));
        var line = MapValue.builder().put("t", "run").put("id", id).put("plan", plan.planHash()).put("at", at.toString())
                .put("pid", ProcessHandle.current().pid()).put("members", members.build());
        if (plan.rollbackOf() != null) line.put("rollbackOf", plan.rollbackOf());
        journal.write(line.build(), false);
        return journal;
    }

    void intends(String cluster, List<Change> steps) throws IOException {
        intended = true;
        write(MapValue.builder().put("t", "wave").put("cluster", cluster)
                .put("steps", ListValue.of(steps.stream().map(step -> name(step.ref())).toList())).build(), true);
    }

    void done(String cluster, ObjectRef object, String outcome, List<String> fields, Optional<StepOutcome.Why> why)
            throws IOException {
        var line = MapValue.builder().put("t", "done").put("cluster", cluster).put("object", name(object)).put("outcome",
                outcome);
        if (!fields.isEmpty()) line.put("fields", ListValue.ofTexts(fields));
        why.ifPresent(reason -> {
            line.put("code", reason.code());
            if (!reason.arguments().isEmpty()) line.put("arguments", Value.of(reason.arguments()));
        });
        write(line.build(), false);
    }

    void member(MemberSummary summary) throws IOException {
        write(MapValue.builder().put("t", "member").put("summary", summary(summary)).build(), false);
    }

    void end(Instant at, RunRecord.End end) throws IOException {
        write(MapValue.builder().put("t", "end").put("at", at.toString()).put("end", end.name()).build(), intended);
    }

    private void write(Value line, boolean toDisk) throws IOException {
        String text = Json.write(line) + "\n";
        synchronized (this) {
            byte[] bytes = (torn ? "\n" + text : text).getBytes(StandardCharsets.UTF_8);
            torn = true;
            file.write(bytes);
            torn = false;
        }
        if (toDisk) file.getFD().sync();
    }

    static MapValue name(ObjectRef ref) {
        var name = MapValue.builder().put("apiVersion", ref.apiVersion()).put("kind", ref.kind());
        if (ref.namespace() != null) name.put("namespace", ref.namespace());
        return name.put("name", ref.name()).build();
    }

    static ObjectRef ref(@Nullable Value name) {
        Value from = name == null ? MapValue.EMPTY : name;
        return new ObjectRef(String.valueOf(from.textAt("apiVersion")), String.valueOf(from.textAt("kind")), from.textAt(
                "namespace"), String.valueOf(from.textAt("name")));
    }

    private static MapValue summary(MemberSummary summary) {
        return MapValue.builder().put("cluster", summary.cluster()).put("created", summary.created()).put("updated", summary
                .updated()).put("unchanged", summary.unchanged()).put("deleted", summary.deleted())
                .put("conflicts", summary.conflicts()).put("failed", summary.failed())
                .put("seconds", Value.number(summary.seconds())).build();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
