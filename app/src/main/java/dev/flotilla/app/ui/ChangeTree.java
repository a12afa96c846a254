package dev.flotilla.app.ui;

import java.util.List;
import java.util.function.ToIntFunction;
import javafx.scene.control.Label;
import javafx.scene.control.TreeCell;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeView;
import javafx.scene.layout.HBox;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.engine.diff.Change;
import dev.flotilla.engine.diff.ClusterDiff;
import dev.flotilla.engine.diff.FieldChange;
import dev.flotilla.engine.diff.FleetDiff;
import dev.flotilla.engine.sync.SyncPlan;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// What a push would do, object by object and, for what changes, field by field. Unchanged objects are counted, not listed.
public final class ChangeTree extends TreeView<ChangeTree.Item> {
    private static final int LONGEST_VALUE = 120;

    private final Messages text;
    private final ToIntFunction<String> place;

    /// A line of the tree.
    public sealed interface Item {
        record Member(ClusterDiff diff) implements Item {}

        record Object(String cluster, Change change) implements Item {}

        record Field(FieldChange field) implements Item {}

        /// A sentence on its own.
        record Note(String sentence) implements Item {}
    }

    public ChangeTree(Messages text, ToIntFunction<String> place) {
        this.text = text;
        this.place = place;
        getStyleClass().add("changes");
        setShowRoot(false);
        setCellFactory(_ -> new Line());
        setAccessibleText(text.get("sync.changes"));
    }

    /// @param only the member to show, or `null` for all
    public void show(@Nullable FleetDiff diff, @Nullable String only) {
        var root = new TreeItem<Item>(new Item.Note(""));
        if (diff != null) {
            for (ClusterDiff cluster : diff.clusters()) {
                if (only == null || only.equals(cluster.cluster())) root.getChildren().add(member(cluster));
            }
        }
        if (diff != null && root.getChildren().isEmpty()) root.getChildren().add(note(text.get("sync.review.no-member")));
        root.setExpanded(true);
        setRoot(root);
    }

    /// Shows the steps of a run that is prepared.
    public void show(SyncPlan plan) {
        show(new FleetDiff(plan.planHash(), plan.members().stream()
                .map(member -> new ClusterDiff(member.cluster(), List.of(), member.steps(), member.failure())).toList()), null);
    }

    private TreeItem<Item> member(ClusterDiff diff) {
        var item = new TreeItem<Item>(new Item.Member(diff));
        item.setExpanded(true);
        int unchanged = 0;
        for (Change change : diff.changes()) {
            if (change instanceof Change.Unchanged) {
                unchanged++;
            } else {
                item.getChildren().add(object(diff.cluster(), change));
            }
        }
        var failure = diff.failure();
        if (failure != null) {
            item.getChildren().add(note(Failures.sentence(failure, text)));
        } else if (item.getChildren().isEmpty()) {
            item.getChildren().add(note(text.get("sync.changes.none", unchanged)));
        }
        return item;
    }

    private static TreeItem<Item> note(String sentence) {
        return new TreeItem<>(new Item.Note(sentence));
    }

    private TreeItem<Item> object(String cluster, Change change) {
        var item = new TreeItem<Item>(new Item.Object(cluster, change));
        List<FieldChange> fields = switch (change) {
            case Change.Update update -> update.fields();
            case Change.Conflict conflict -> conflict.fields();
            case Change.Create _,Change.Unchanged _,Change.Blocked _,Change.Prune _,Change.Release _ -> List.of();
        };
        fields.forEach(field -> item.getChildren().add(new TreeItem<>(new Item.Field(field))));
        String why = switch (change) {
            case Change.Blocked blocked -> text.get("reason." + blocked.why().code(), blocked.why().arguments().toArray());
            case Change.Release release -> text.get("reason." + release.why().code(), release.why().arguments().toArray());
            case Change.Prune prune when !prune.how().options().isEmpty() ->
                text.get("ui.change.deleted-with", prune.how().options());
            case Change.Create _,Change.Update _,Change.Unchanged _,Change.Conflict _,Change.Prune _ -> "";
        };
        if (!why.isEmpty()) item.getChildren().add(note(why));
        item.setExpanded(fields.size() <= 6);
        return item;
    }

    /// Draws one line.
    private final class Line extends TreeCell<Item> {
        @Override
        protected void updateItem(@Nullable Item item, boolean empty) {
            super.updateItem(item, empty);
            setText(null);
            setGraphic(empty || item == null ? null : switch (item) {
                case Item.Member(var diff) -> member(diff);
                case Item.Object(_, var change) -> object(change);
                case Item.Field(var field) -> field(field);
                case Item.Note(var sentence) -> Controls.label(sentence, "muted");
            });
        }

        private HBox member(ClusterDiff diff) {
            long touched = diff.changes().stream().filter(change -> !(change instanceof Change.Unchanged)).count();
            setAccessibleText(diff.cluster());
            String sum = diff.failure() == null ? text.get("sync.changes.touched", touched) : "";
            return Controls.row(8, Controls.square(place.applyAsInt(diff.cluster())), Labels.name(diff.cluster(), "strong"),
                    Labels.whole(sum, "t12", "muted"));
        }

        private HBox object(Change change) {
            Kind kind = Kind.of(change);
            var icon = new Icon(kind.glyph, 14);
            icon.getStyleClass().add(kind.tone);
            Label deed = Labels.whole(text.get("sync.change." + kind.key), "t12", kind.tone);
            deed.getStyleClass().add("change-deed");
            setAccessibleText(deed.getText() + " " + change.ref());
            return Controls.row(8, icon, Labels.name(change.ref().toString(), "medium"), deed);
        }

        private HBox field(FieldChange field) {
            var row = Controls.row(8, Labels.whole(field.path().toString(), "mono"));
            if (field.before() != null) row.getChildren().add(Controls.label(value(field.before()), "mono", "bad", "replaced"));
            if (field.before() != null && field.after() != null) row.getChildren().add(muted(Glyph.ARROW_RIGHT));
            if (field.after() != null) {
                row.getChildren().add(Controls.label(value(field.after()), "mono", "ok"));
            } else {
                row.getChildren().add(Labels.whole(text.get("sync.changes.removed"), "t12", "muted"));
            }
            return row;
        }
    }

    private static Icon muted(Glyph glyph) {
        var icon = new Icon(glyph, 12);
        icon.getStyleClass().add("muted");
        return icon;
    }

    /// A value on one line, without what could disturb the screen.
    public static String value(@Nullable Value value) {
        String all = value == null
                ? "–"
                : value instanceof Value.Text(String plain) ? plain.isEmpty() ? "\"\"" : plain : value.toString();
        String clean = all.replaceAll("[\\p{Cntrl}\\p{Cf}]+", "␣");
        return clean.length() > LONGEST_VALUE ? clean.substring(0, LONGEST_VALUE) + "…" : clean;
    }

    private enum Kind {
        CREATE("create", Glyph.PLUS, "ok"), UPDATE("update", Glyph.EDIT, "acc"), ADOPT("adopt", Glyph.LOCK, "warn"), CONFLICT(
                "conflict",
                Glyph.LOCK, "warn"), BLOCKED("blocked", Glyph.SLASH, "muted"), PRUNE("prune", Glyph.TRASH,
                        "bad"), RELEASE("release", Glyph.UPLOAD, "muted"), UNCHANGED("unchanged", Glyph.CHECK, "muted");

        private final String key;
        private final Glyph glyph;
        private final String tone;

        Kind(String key, Glyph glyph, String tone) {
            this.key = key;
            this.glyph = glyph;
            this.tone = tone;
        }

        static Kind of(Change change) {
            return switch (change) {
                case Change.Create _ -> CREATE;
                case Change.Update update -> update.adopts() ? ADOPT : UPDATE;
                case Change.Unchanged _ -> UNCHANGED;
                case Change.Conflict _ -> CONFLICT;
                case Change.Blocked _ -> BLOCKED;
                case Change.Prune _ -> PRUNE;
                case Change.Release _ -> RELEASE;
            };
        }
    }
}
