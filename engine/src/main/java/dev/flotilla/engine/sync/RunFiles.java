package dev.flotilla.engine.sync;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import dev.flotilla.engine.cluster.ClusterClient;
import dev.flotilla.engine.cluster.ClusterException;
import dev.flotilla.engine.cluster.LiveObject;
import dev.flotilla.engine.diff.ApplySet;
import dev.flotilla.engine.diff.Desired;
import dev.flotilla.engine.diff.Secrets;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.plan.Delivery;
import dev.flotilla.engine.plan.OnDeletion;
import dev.flotilla.engine.plan.Reason;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.Json;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// A workspace's past runs on disk: for each a journal, and what every member was to have, from which a rollback is planned.
///
/// The values of Secrets are not kept; a rollback leaves Secrets as they are.
public final class RunFiles {
    private static final String JOURNAL = ".journal";
    private static final String DESIRED = ".desired";

    private static final String STATION = "station";

    private final Path folder;
    private final Identity who;
    /// Runs of this process that are over, whether or not their journals could say so.
    private final Set<String> over = ConcurrentHashMap.newKeySet();

    /// @param folder of the workspace; made when first needed
    public RunFiles(Path folder) {
        this(folder, Identity.of(System.getenv()));
    }

    /// @param who pushes from here
    public RunFiles(Path folder, Identity who) {
        this.folder = folder.resolve("runs");
        this.who = who;
    }

    /// @return `null` where another run holds it
    @Nullable
    RunLock lock() throws IOException {
        return RunLock.take(folder, who);
    }

    /// Who holds the lock, or held it last.
    String lockedBy() {
        return RunLock.holder(folder);
    }

    Identity who() {
        return who;
    }

    /// What tells this folder from all others, so that who holds its lock knows its own leases again.
    String station() throws IOException {
        Path file = folder.resolve(STATION);
        if (Files.exists(file)) return Files.readString(file).strip();
        Files.createDirectories(folder);
        Path fresh = Files.createTempFile(folder, STATION, ".new");
        Files.writeString(fresh, UUID.randomUUID().toString());
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        return Files.readString(file).strip();
    }

    /// Who else may push to a member now; empty for nobody, for a Flotilla of this workstation, and where it cannot be told.
    public Optional<Holder> holderElsewhere(ClusterClient client, ApplySet set, Clock clock) {
        try {
            MemberLease.Seen seen = MemberLease.look(client, set.parent(), clock);
            return seen.station().equals(station()) ? Optional.empty() : Optional.ofNullable(seen.holder());
        } catch (ClusterException | IOException _) {
            return Optional.empty();
        }
    }

    /// Whether a plan is the one that a member was pushed last, by this workstation or by whoever left it in the lease.
    ///
    /// @param hash of all that the member is to have
    /// @return why not, or empty
    public Optional<Reason> notPushed(ClusterClient client, ApplySet set, Ledger ledger, String hash, Clock clock)
            throws ClusterException {
        MemberLease.Seen seen = MemberLease.look(client, set.parent(), clock);
        if (seen.plan().equals(hash)) return Optional.empty();
        boolean ours;
        try {
            ours = seen.station().isEmpty() || seen.station().equals(station());
        } catch (IOException _) {
            ours = false;
        }
        if (!ours) return Optional.of(Reason.of("heal.another-plan"));
        return ledger.plan(client.cluster()).equals(hash) ? Optional.empty() : Optional.of(Reason.of("heal.not-pushed"));
    }

    /// Where the runs' records are.
    Path folder() {
        return folder;
    }

    /// Leaves nothing behind where it fails: no run began.
    Journal begin(String id, SyncPlan plan, Instant at) throws IOException {
        Files.createDirectories(folder);
        Path desired = folder.resolve(id + DESIRED);
        Path journal = folder.resolve(id + JOURNAL);
        try {
            write(desired, plan);
            return Journal.begin(journal, id, plan, at);
        } catch (IOException e) {
            Files.deleteIfExists(desired);
            Files.deleteIfExists(journal);
            throw e;
        }
    }

    private static void write(Path file, SyncPlan plan) throws IOException {
        try (var out = Files.newBufferedWriter(file)) {
            for (SyncPlan.MemberPlan member : plan.members()) {
                for (Desired desired : member.desired()) {
                    out.write(Json.write(line(member.cluster(), desired)));
                    out.newLine();
                }
            }
        }
    }

    void over(String id) {
        over.add(id);
    }

    private static MapValue line(String cluster, Desired desired) {
        var line = MapValue.builder().put("cluster", cluster).put("dialect", desired.dialect());
        Integer replicas = desired.replicas();
        if (replicas != null) line.put("replicas", replicas);
        Delivery delivery = desired.delivery();
        OnDeletion onDeletion = delivery.onDeletion();
        if (!onDeletion.dependents().isEmpty()) line.put("dependents", onDeletion.dependents());
        Long grace = onDeletion.graceSeconds();
        if (grace != null) line.put("graceSeconds", grace);
        return line.put("adopts", Value.bool(delivery.adopts())).put("keeps", Value.bool(onDeletion.keeps()))
                .put("suspended", Value.bool(delivery.suspended())).put("left", paths(delivery.left()))
                .put("firm", paths(delivery.firm()))
                .put("manifest", Secrets.masked(desired.manifest().root())).build();
    }

    /// Keys as texts, indices as numbers.
    private static Value paths(List<FieldPath> paths) {
        return ListValue.of(paths.stream().map(path -> ListValue.of(path.segments().stream().map(segment -> switch (segment) {
            case FieldPath.Key(String name) -> Value.text(name);
            case FieldPath.Index(int index) -> Value.number(index);
        }).toList())).toList());
    }

    private static List<FieldPath> paths(ListValue written) {
        var paths = new ArrayList<FieldPath>();
        for (Value segments : written) {
            var path = FieldPath.ROOT;
            for (Value segment : (ListValue) segments) {
                path = segment instanceof Value.Int(long index)
                        ? path.index((int) index)
                        : path.key(((Value.Text) segment).value());
            }
            paths.add(path);
        }
        return paths;
    }

    /// What every member was to have in a run, Secrets with masked values.
    public SequencedMap<String, List<Desired>> desired(String id) throws IOException {
        var members = new LinkedHashMap<String, List<Desired>>();
        for (Value line : lines(folder.resolve(id + DESIRED))) {
            Long replicas = line.intAt("replicas");
            members.computeIfAbsent(String.valueOf(line.textAt("cluster")), _ -> new ArrayList<>())
                    .add(new Desired(new Manifest(line.mapAt("manifest")), String.valueOf(line.textAt("dialect")),
                            replicas == null
                                    ? null
                                    : Integer.valueOf(replicas.intValue()),
                            new Delivery(line.isTrueAt("adopts"), onDeletion(line), line.isTrueAt("suspended"))
                                    .with(paths(line.listAt("left")), paths(line.listAt("firm")))));
        }
        return members;
    }

    private static OnDeletion onDeletion(Value line) {
        String dependents = line.textAt("dependents");
        return new OnDeletion(line.isTrueAt("keeps"), dependents == null ? "" : dependents, line.intAt("graceSeconds"));
    }

    /// Whether a run's record of this object lacks its values.
    public static boolean isSecret(Desired desired) {
        return Secrets.isSecret(desired.manifest().root());
    }

    /// Newest first. A journal without an end is that of a run that goes on, if its process lives, or was killed.
    public List<RunRecord> runs() throws IOException {
        if (!Files.isDirectory(folder)) return List.of();
        try (var files = Files.list(folder)) {
            var journals = files.filter(file -> file.toString().endsWith(JOURNAL)).sorted(Comparator.reverseOrder()).toList();
            var runs = new ArrayList<RunRecord>();
            for (Path journal : journals) {
                record(journal).ifPresent(runs::add);
            }
            return runs;
        }
    }

    private Optional<RunRecord> record(Path journal) throws IOException {
        List<Value> lines = lines(journal);
        if (lines.isEmpty() || !"run".equals(lines.getFirst().textAt("t"))) return Optional.empty();
        Value head = lines.getFirst();
        var changes = new ArrayList<RunRecord.Entry>();
        var inFlight = new LinkedHashMap<String, RunRecord.Entry>();
        var members = new ArrayList<MemberSummary>();
        Instant ended = null;
        boolean lives = !over.contains(head.textAt("id")) && lives(head);
        RunRecord.End end = lives ? RunRecord.End.RUNNING : RunRecord.End.INTERRUPTED;
        for (Value line : lines) {
            String cluster = Objects.requireNonNullElse(line.textAt("cluster"), "");
            switch (String.valueOf(line.textAt("t"))) {
                case "wave" -> line.listAt("steps").forEach(step -> inFlight.put(cluster + step,
                        new RunRecord.Entry(cluster, Journal.ref(step), "started", List.of(), null)));
                case "done" -> {
                    inFlight.remove(cluster + line.mapAt("object"));
                    changes.add(
                            new RunRecord.Entry(cluster, Journal.ref(line.get("object")), String.valueOf(line.textAt("outcome")),
                                    line.listAt("fields").texts(), why(line)));
                }
                case "member" -> members.add(summary(line.mapAt("summary")));
                case "end" -> {
                    ended = LiveObject.instant(line.textAt("at"));
                    end = RunRecord.End.valueOf(String.valueOf(line.textAt("end")));
                }
                default -> {
                    // The head.
                }
            }
        }
        return Optional.of(new RunRecord(String.valueOf(head.textAt("id")), String.valueOf(head.textAt("plan")),
                Objects.requireNonNullElse(LiveObject.instant(head.textAt("at")), Instant.EPOCH), ended, end, members, changes,
                List.copyOf(inFlight.values()), head.textAt("rollbackOf")));
    }

    private static StepOutcome.@Nullable Why why(Value line) {
        String code = line.textAt("code");
        if (code == null || code.isEmpty()) return null;
        var arguments = new ArrayList<Object>();
        line.listAt("arguments").forEach(argument -> arguments.add(switch (argument) {
            case Value.Text(String text) -> text;
            case Value.Int(long number) -> number;
            default -> argument.toString();
        }));
        return new StepOutcome.Why(code, arguments);
    }

    private static boolean lives(Value head) {
        Long pid = head.intAt("pid");
        return pid != null && ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
    }

    private static MemberSummary summary(MapValue line) {
        Value seconds = line.get("seconds");
        return new MemberSummary(String.valueOf(line.textAt("cluster")), number(line, "created"), number(line, "updated"),
                number(line, "unchanged"), number(line, "deleted"), number(line, "conflicts"), number(line, "failed"),
                seconds instanceof Value.Dec(double d) ? d : seconds instanceof Value.Int(long n) ? n : 0);
    }

    private static int number(MapValue line, String key) {
        Long number = line.intAt(key);
        return number == null ? 0 : number.intValue();
    }

    /// A line that was cut off, by a crash or on a full disk, is left out.
    private static List<Value> lines(Path file) throws IOException {
        var lines = new ArrayList<Value>();
        try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            for (@Nullable String line = in.readLine(); line != null; line = in.readLine()) {
                try {
                    lines.add(Json.read(line));
                } catch (IllegalArgumentException _) {
                    // The next one, if any, begins anew.
                }
            }
        }
        return lines;
    }
}
