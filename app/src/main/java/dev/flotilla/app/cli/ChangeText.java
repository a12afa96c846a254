package dev.flotilla.app.cli;

import java.util.List;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.engine.cluster.FieldConflict;
import dev.flotilla.engine.diff.Change;
import dev.flotilla.engine.diff.ClusterDiff;
import dev.flotilla.engine.diff.FieldChange;
import dev.flotilla.engine.diff.FleetDiff;
import dev.flotilla.engine.documents.ObjectRef;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// Changes as people and as programs read them.
final class ChangeText {
    private final Console console;
    private final Messages words;
    private final Ink ink;

    ChangeText(Console console) {
        this.console = console;
        this.words = console.words();
        this.ink = Ink.of(console);
    }

    /// One member: a line for each object that differs, and below it a line for each field.
    void print(ClusterDiff diff) {
        if (diff.failure() != null) return;
        long same = diff.count(Change.Unchanged.class);
        line(ink.bold(diff.cluster()) + "  " + ink.faint(diff.isEmpty()
                ? words.get("cli.diff.same", same)
                : words.get("cli.diff.differ", diff.changes().size() - same, same)));
        diff.changes().forEach(this::change);
    }

    private void change(Change change) {
        String object = change.ref().toString();
        switch (change) {
            case Change.Create _ -> line("  " + ink.green("+ " + object));
            case Change.Update update -> {
                line("  " + ink.yellow("~ " + object) + (update.adopts() ? "  " + words.get("cli.diff.adopts") : ""));
                update.fields().forEach(this::field);
            }
            case Change.Conflict conflict -> {
                line("  " + ink.red("! " + object) + "  "
                        + words.get(conflict.foreign() ? "cli.diff.foreign" : "cli.diff.conflict"));
                conflict.conflicts().forEach(this::conflict);
            }
            case Change.Blocked blocked -> line("  " + ink.red("! " + object) + "  " + words.reason(blocked.why()));
            case Change.Prune prune -> line("  " + ink.red("- " + object) + "  " + pruned(prune.how().options()));
            case Change.Release release -> line("  " + ink.faint("- " + object) + "  " + words.reason(release.why()));
            case Change.Unchanged _ -> {
            }
        }
    }

    private String pruned(String options) {
        return options.isEmpty() ? words.get("cli.diff.prune") : words.get("cli.diff.prune-with", options);
    }

    private void field(FieldChange change) {
        line("      " + change.path() + "  " + ink.red(show(change.before())) + " → " + ink.green(show(change.after())));
    }

    private void conflict(FieldConflict conflict) {
        line("      " + conflict.path() + "  " + show(conflict.live()) + "  "
                + words.get("cli.diff.owned-by", conflict.owner(), show(conflict.planned())));
    }

    private static String show(@Nullable Value value) {
        return switch (value) {
            case null -> "∅";
            case Value.Text(String s) when !s.isEmpty() && s.length() <= 120 && s.indexOf('\n') < 0 -> s;
            default -> value.toString();
        };
    }

    private void line(String text) {
        console.out().println(text);
    }

    static MapValue json(FleetDiff diff) {
        return MapValue.builder().put("hash", diff.planHash())
                .put("clusters",
                        ListValue.of(diff.clusters().stream().map(cluster -> MapValue.builder().put("cluster", cluster.cluster())
                                .put("failure", ClustersCommand.failure(cluster.failure()))
                                .put("changes", ListValue.of(cluster.changes().stream().map(ChangeText::json).toList())).build())
                                .toList()))
                .build();
    }

    private static MapValue json(Change change) {
        List<FieldChange> fields = switch (change) {
            case Change.Update update -> update.fields();
            case Change.Conflict conflict -> conflict.fields();
            case Change.Create _,Change.Unchanged _,Change.Blocked _,Change.Prune _,Change.Release _ -> List.of();
        };
        List<FieldConflict> conflicts = change instanceof Change.Conflict conflict ? conflict.conflicts() : List.of();
        return MapValue.builder().put("action", action(change)).put("ref", ref(change.ref()))
                .put("fields", ListValue.of(fields.stream().map(field -> MapValue.builder().put("path", field.path().toString())
                        .put("before", orNull(field.before())).put("after", orNull(field.after())).build()).toList()))
                .put("conflicts",
                        ListValue.of(conflicts.stream().map(field -> MapValue.builder().put("path", field.path().toString())
                                .put("owner", field.owner()).put("live", orNull(field.live()))
                                .put("planned", orNull(field.planned())).build())
                                .toList()))
                .build();
    }

    private static Value orNull(@Nullable Value value) {
        return value == null ? Value.NULL : value;
    }

    static String action(Change change) {
        return switch (change) {
            case Change.Create _ -> "create";
            case Change.Update _ -> "update";
            case Change.Unchanged _ -> "unchanged";
            case Change.Conflict _ -> "conflict";
            case Change.Blocked _ -> "blocked";
            case Change.Prune _ -> "prune";
            case Change.Release _ -> "release";
        };
    }

    static MapValue ref(ObjectRef ref) {
        return MapValue.builder().put("apiVersion", ref.apiVersion()).put("kind", ref.kind())
                .put("namespace", Findings.orNull(ref.namespace())).put("name", ref.name()).build();
    }
}
