package dev.flotilla.app.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import dev.flotilla.app.cli.TextTable.Cell;
import dev.flotilla.app.i18n.Messages;
import dev.flotilla.engine.cluster.LiveObject;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.documents.ObjectKey;
import dev.flotilla.engine.status.Drift;
import dev.flotilla.engine.status.FleetStatus;
import dev.flotilla.engine.status.MemberStatus;
import dev.flotilla.engine.status.ObjectStatus;
import dev.flotilla.engine.status.Phase;
import dev.flotilla.engine.status.Replicas;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// The objects × members matrix as text and as JSON.
final class StatusText {
    /// More members than this do not fit beside each other; then each cell gets a row.
    private static final int COLUMNS = 6;
    private final Messages words;
    private final Ink ink;
    private final DeletionText deletions;

    StatusText(Console console) {
        this(console, DeletionText.NONE);
    }

    StatusText(Console console, DeletionText deletions) {
        this.deletions = deletions;
        this.words = console.words();
        this.ink = Ink.of(console);
    }

    List<String> lines(FleetStatus status) {
        List<String> members = status.clusters().stream().map(FleetStatus.Watched::cluster).toList();
        List<String> lines = new ArrayList<>(members.size() <= COLUMNS ? wide(status, members) : tall(status));
        for (ObjectStatus object : status.objects()) {
            for (MemberStatus member : object.members()) {
                if (!member.message().isEmpty() && (member.phase() == Phase.FAILED || member.phase() == Phase.UNKNOWN)) {
                    lines.add("  "
                            + ink.red(member.cluster() + "  " + object.object() + words.get("cli.colon") + member.message()));
                }
                deletions.lines(member.cluster(), object.object(), words).forEach(line -> lines.add("  " + ink.blue(line)));
                member.drift().forEach(
                        drift -> lines.add("  " + ink.yellow(member.cluster() + "  " + object.object() + words.get("cli.colon")
                                + drift(drift))));
            }
        }
        return lines;
    }

    /// Nobody says who changed a field that only Flotilla ever set, as after a rollback.
    private String drift(Drift drift) {
        String planned = drift.planned() == null ? words.get("cli.status.drift.nothing") : drift.planned().toString();
        String live = drift.live() == null ? words.get("cli.status.drift.nothing") : drift.live().toString();
        return switch (drift.manager()) {
            case "" -> words.get("cli.status.drift.by-nobody", drift.path().toString(), live, planned);
            case LiveObject.FLOTILLA -> words.get("cli.status.drift.by-push", drift.path().toString(), live, planned);
            default -> words.get("cli.status.drift", drift.path().toString(), live, planned, drift.manager());
        };
    }

    private List<String> wide(FleetStatus status, List<String> members) {
        var table = new TextTable(
                Stream.concat(Stream.of(words.get("cli.column.object"), words.get("cli.column.total")), members.stream())
                        .toArray(String[]::new));
        for (ObjectStatus object : status.objects()) {
            var cells = new ArrayList<Cell>();
            cells.add(Cell.inked(object.object().toString(), ink.bold(object.object().toString())));
            cells.add(total(object));
            members.forEach(member -> cells.add(object.on(member).map(this::cell).orElse(Cell.plain("–"))));
            table.row(cells.toArray(Cell[]::new));
        }
        return table.lines(ink);
    }

    private List<String> tall(FleetStatus status) {
        var table = new TextTable(words.get("cli.column.object"), words.get("cli.column.member"), words.get("cli.column.state"));
        for (ObjectStatus object : status.objects()) {
            table.row(Cell.inked(object.object().toString(), ink.bold(object.object().toString())), Cell.plain(""),
                    total(object));
            object.members().forEach(member -> table.row(Cell.plain(""), Cell.plain(member.cluster()), cell(member)));
        }
        return table.lines(ink);
    }

    private Cell total(ObjectStatus object) {
        return cell(object.phase(), object.planned(), object.replicas(), "");
    }

    private Cell cell(MemberStatus member) {
        String marks = (member.isDrifted() ? " ≠" : "") + (member.stale() ? " ?" : "");
        return cell(member.phase(), member.planned(), member.replicas(), marks);
    }

    private Cell cell(Phase phase, @Nullable Integer planned, @Nullable Replicas replicas, String marks) {
        // of what nobody could say nothing is 0
        Object available = replicas != null ? replicas.available() : phase == Phase.UNKNOWN ? "?" : 0;
        String figures = planned == null ? "" : available + "/" + planned + " ";
        String text = figures + words.get("cli.phase." + phase) + marks;
        return Cell.inked(text, switch (phase) {
            case CURRENT -> marks.isEmpty() ? ink.green(text) : ink.yellow(text);
            case IN_PROGRESS, TERMINATING -> ink.blue(text);
            case FAILED, NOT_FOUND -> ink.red(text);
            case UNKNOWN, NOT_PLACED -> ink.faint(text);
        });
    }

    /// Where a control plane would have something to say: what, in its own words.
    List<String> words(Map<ObjectKey, List<Manifest>> records) {
        var lines = new ArrayList<String>();
        for (List<Manifest> of : records.values()) {
            for (Manifest record : of) {
                for (MapValue one : record.root().listAt("status", "clusters").maps()) {
                    String word = one.textAt("status");
                    if (word != null)
                        lines.add("  " + ink.yellow(one.textAt("name") + "  " + record.ref()
                                + words.get("cli.colon") + word));
                }
            }
        }
        return lines;
    }

    static MapValue json(FleetStatus status, DeletionText deletions, Map<ObjectKey, List<Manifest>> records) {
        MapValue plain = json(status, deletions);
        var objects = new ArrayList<Value>();
        for (ObjectStatus object : status.objects()) {
            List<Manifest> of = records.getOrDefault(object.object().key(), List.of());
            objects.add(json(object, deletions).with("records", ListValue.of(of.stream().map(Manifest::root).toList())));
        }
        return plain.with("objects", ListValue.of(objects));
    }

    static MapValue json(FleetStatus status) {
        return json(status, DeletionText.NONE);
    }

    static MapValue json(FleetStatus status, DeletionText deletions) {
        return MapValue.builder().put("at", status.at().toString()).put("current", Value.bool(status.isCurrent()))
                .put("clusters",
                        ListValue.of(status.clusters().stream().map(member -> MapValue.builder().put("name", member.cluster())
                                .put("answering", Value.bool(member.answering()))
                                .put("failure", ClustersCommand.failure(member.failure())).build())
                                .toList()))
                .put("objects", ListValue.of(status.objects().stream().map(object -> json(object, deletions)).toList())).build();
    }

    private static MapValue json(ObjectStatus object, DeletionText deletions) {
        return MapValue.builder().put("ref", ChangeText.ref(object.object())).put("dialect", object.dialect())
                .put("phase", phase(object.phase())).put("planned", number(object.planned()))
                .put("replicas", replicas(object.replicas()))
                .put("members", ListValue.of(object.members().stream()
                        .map(member -> json(member, deletions.json(member.cluster(), object.object()))).toList()))
                .build();
    }

    private static MapValue json(MemberStatus member, ListValue waits) {
        return MapValue.builder().put("cluster", member.cluster()).put("phase", phase(member.phase()))
                .put("planned", number(member.planned())).put("replicas", replicas(member.replicas()))
                .put("message", member.message())
                .put("stale", Value.bool(member.stale())).put("waits", waits)
                .put("drift",
                        ListValue.of(member.drift().stream().map(drift -> MapValue.builder().put("path", drift.path().toString())
                                .put("live", orNull(drift.live())).put("planned", orNull(drift.planned()))
                                .put("manager", drift.manager()).build())
                                .toList()))
                .build();
    }

    private static String phase(Phase phase) {
        return phase.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Value orNull(@Nullable Value value) {
        return value == null ? Value.NULL : value;
    }

    private static Value number(@Nullable Integer number) {
        return number == null ? Value.NULL : Value.number(number.longValue());
    }

    private static Value replicas(@Nullable Replicas replicas) {
        return replicas == null
                ? Value.NULL
                : MapValue.builder().put("desired", replicas.desired()).put("updated", replicas.updated())
                        .put("ready", replicas.ready())
                        .put("available", replicas.available()).build();
    }
}
