package dev.flotilla.engine.sync;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

import dev.flotilla.engine.diff.Accepted;
import dev.flotilla.engine.diff.Stamp;
import dev.flotilla.engine.diff.Verified;
import dev.flotilla.engine.documents.ObjectKey;
import dev.flotilla.engine.documents.ObjectRef;
import dev.flotilla.engine.value.Json;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// What was pushed where, last: replicas, which steady division starts from, what a server made of a manifest in its own way
/// ([Accepted]), and which versions were as planned ([Verified]). Objects' names, numbers and hashes only. Safe from any thread; on disk only with [#save].
public final class Ledger implements Accepted, Verified {
    private final Path file;
    private final Map<String, Map<ObjectKey, Entry>> clusters = new HashMap<>();
    private final Map<String, String> plans = new HashMap<>();
    private boolean changed;

    /// @param fingerprint of a difference that remained after the push; empty for none
    /// @param stamp       of the version that was as planned, in its short form; empty for none
    private record Entry(@Nullable Integer replicas, String fingerprint, String stamp) {
        static final Entry NONE = new Entry(null, "", "");
    }

    private Ledger(Path file) {
        this.file = file;
    }

    /// A ledger that is absent or unreadable is an empty one: nothing that matters to safety is in it.
    public static Ledger read(Path folder) {
        var ledger = new Ledger(folder.resolve("ledger.json"));
        try {
            Value root = Json.read(Files.readString(ledger.file));
            ledger.plans.putAll(root.mapAt("plans").texts());
            for (var cluster : root.mapAt("clusters")) {
                for (var object : cluster.getValue() instanceof ListValue list
                        ? list
                        : ListValue.EMPTY) {
                    Long replicas = object.intAt("replicas");
                    ledger.entries(cluster.getKey()).put(Journal.ref(object.get("object")).key(),
                            new Entry(replicas == null ? null : Integer.valueOf(replicas.intValue()),
                                    Objects.requireNonNullElse(object.textAt("fingerprint"), ""),
                                    Objects.requireNonNullElse(object.textAt("stamp"), "")));
                }
            }
        } catch (NoSuchFileException _) {
            return ledger;
        } catch (IOException | IllegalArgumentException _) {
            return new Ledger(ledger.file);
        }
        return ledger;
    }

    private Map<ObjectKey, Entry> entries(String cluster) {
        return clusters.computeIfAbsent(cluster, _ -> new HashMap<>());
    }

    private void put(String cluster, ObjectKey object, Entry entry) {
        changed |= !entry.equals(entries(cluster).put(object, entry));
    }

    /// @param stamp `null` where the comparison that comes next should look at the whole object
    synchronized void pushed(String cluster, ObjectKey object, @Nullable Integer replicas, String fingerprint,
            @Nullable Stamp stamp) {
        put(cluster, object, new Entry(replicas, fingerprint, stamp == null ? "" : stamp.text()));
    }

    /// An object that is as planned already.
    synchronized void stays(String cluster, ObjectKey object, int replicas) {
        Entry known = entries(cluster).getOrDefault(object, Entry.NONE);
        put(cluster, object, new Entry(replicas, known.fingerprint(), known.stamp()));
    }

    synchronized void gone(String cluster, ObjectKey object) {
        changed |= entries(cluster).remove(object) != null;
    }

    @Override
    public synchronized boolean accepts(String cluster, ObjectKey object, String fingerprint) {
        Entry entry = entries(cluster).get(object);
        return entry != null && entry.fingerprint().equals(fingerprint);
    }

    /// The hash of all that a member was last pushed from here ([SyncPlan.MemberPlan#hash]); empty for never, and where that push
    /// did not come through.
    public synchronized String plan(String cluster) {
        return plans.getOrDefault(cluster, "");
    }

    /// A member is about to be pushed something else: until that is through, nothing is known of what it was pushed last.
    synchronized void begins(String cluster, String hash) {
        if (!plan(cluster).equals(hash)) plan(cluster, "");
    }

    synchronized void plan(String cluster, String hash) {
        changed |= !hash.equals(plans.put(cluster, hash));
    }

    @Override
    public synchronized @Nullable Stamp stamp(String cluster, ObjectKey object) {
        return Stamp.parse(entries(cluster).getOrDefault(object, Entry.NONE).stamp());
    }

    @Override
    public synchronized void verified(String cluster, ObjectKey object, Stamp stamp) {
        Entry known = entries(cluster).getOrDefault(object, Entry.NONE);
        put(cluster, object, new Entry(known.replicas(), known.fingerprint(), stamp.text()));
    }

    /// The member is another cluster than it was.
    ///
    /// @return whether anything was known of it
    public synchronized boolean forget(String cluster) {
        boolean known = plans.remove(cluster) != null;
        known |= clusters.remove(cluster) != null;
        changed |= known;
        return known;
    }

    /// Object to member to replicas.
    public synchronized Map<ObjectKey, Map<String, Integer>> replicas() {
        var replicas = new HashMap<ObjectKey, Map<String, Integer>>();
        clusters.forEach((cluster, entries) -> entries.forEach((object, entry) -> {
            Integer count = entry.replicas();
            if (count != null) replicas.computeIfAbsent(object, _ -> new HashMap<>()).put(cluster, count);
        }));
        return replicas;
    }

    /// Replaces the file at once, so that a crash leaves the old or the new one; leaves it alone where nothing changed.
    public synchronized void save() throws IOException {
        if (!changed) return;
        var all = MapValue.builder();
        clusters.forEach((cluster, entries) -> all.put(cluster,
                ListValue.of(entries.entrySet().stream().map(entry -> {
                    ObjectKey key = entry.getKey();
                    String apiVersion = key.group().isEmpty() ? "v1" : key.group() + "/v1";
                    var line = MapValue.builder().put("object", Journal.name(new ObjectRef(apiVersion,
                            key.kind(), key.namespace(), key.name())));
                    Integer replicas = entry.getValue().replicas();
                    if (replicas != null) line.put("replicas", replicas);
                    if (!entry.getValue().fingerprint().isEmpty()) line.put("fingerprint", entry.getValue().fingerprint());
                    if (!entry.getValue().stamp().isEmpty()) line.put("stamp", entry.getValue().stamp());
                    return line.build();
                }).toList())));
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path fresh = file.resolveSibling("ledger.json.new");
        try (var out = new FileOutputStream(fresh.toFile())) {
            out.write(Json.write(MapValue.builder().put("clusters", all.build()).put("plans", Value.of(plans)).build())
                    .getBytes(StandardCharsets.UTF_8));
            out.getFD().sync();
        } catch (IOException e) {
            Files.deleteIfExists(fresh);
            throw e;
        }
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        changed = false;
    }
}
