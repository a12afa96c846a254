package dev.flotilla.app.cli;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
import dev.flotilla.engine.value.MapValue;
import org.jspecify.annotations.Nullable;

/// The objects × members matrix as text.
final class StatusText {
    /// More members than this do not fit beside each other; then each cell gets a row.
    private static final int COLUMNS = 6;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT)
            .withZone(ZoneId.systemDefault());

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
        status.clusters().forEach(member -> silent(member).ifPresent(line -> lines.add("  " + ink.faint(line))));
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

    /// How old the figures of a member are that has stopped answering.
    private Optional<String> silent(FleetStatus.Watched member) {
        Instant heard = member.lastHeard();
        return member.answering() || heard == null
                ? Optional.empty()
                : Optional.of(words.get("cli.status.silent", member.cluster(), TIME.format(heard)));
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
        return cell(object.phase(), object.planned(), object.replicas(), "", object.phase() == Phase.UNKNOWN);
    }

    private Cell cell(MemberStatus member) {
        String marks = (member.isDrifted() ? " ≠" : "") + (member.stale() ? " ?" : "");
        return cell(member.phase(), member.planned(), member.replicas(), marks, member.stale());
    }

    /// @param grey whether nobody knows how it is now
    private Cell cell(Phase phase, @Nullable Integer planned, @Nullable Replicas replicas, String marks, boolean grey) {
        // of what nobody could say nothing is 0
        Object available = replicas != null ? replicas.available() : phase == Phase.UNKNOWN ? "?" : 0;
        String figures = planned == null ? "" : available + "/" + planned + " ";
        String text = figures + words.get("cli.phase." + phase) + marks;
        return Cell.inked(text, grey ? ink.faint(text) : switch (phase) {
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
}
