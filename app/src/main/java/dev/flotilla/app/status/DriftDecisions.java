package dev.flotilla.app.status;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

import dev.flotilla.app.workbench.Destination;
import dev.flotilla.app.workbench.Healing;
import dev.flotilla.app.workbench.Planned;
import dev.flotilla.app.workbench.Workbench;
import dev.flotilla.app.workbench.WrittenAt;
import dev.flotilla.engine.adopt.Adoption;
import dev.flotilla.engine.adopt.Adoptions;
import dev.flotilla.engine.diagnostics.Location;
import dev.flotilla.engine.diff.LeftFields;
import dev.flotilla.engine.documents.ObjectKey;
import dev.flotilla.engine.documents.ObjectRef;
import dev.flotilla.engine.plan.FleetPlan;
import dev.flotilla.engine.plan.Reason;
import dev.flotilla.engine.status.Drift;
import dev.flotilla.engine.status.HealEvent;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.workspace.SettingsEdits;
import dev.flotilla.engine.workspace.Workspace;
import dev.flotilla.engine.workspace.WorkspaceSettings.LeftAlone;
import org.jspecify.annotations.Nullable;

/// What a person decides about drift. It is written down in the workspace, so it holds on the command line, for colleagues and
/// tomorrow. Used on the FX thread.
public final class DriftDecisions {
    private final Workbench workbench;
    private final Healing healing;
    private final ReadOnlyObjectWrapper<@Nullable Note> note = new ReadOnlyObjectWrapper<>(this, "note");

    /// Where a field is adopted.
    enum Way {
        TEMPLATE, OVERRIDE
    }

    /// What became of the last decision.
    sealed interface Note {
        /// @param field `null` where it was about more than one field
        record Refused(@Nullable FieldPath field, Reason why) implements Note {}

        /// A file holds text that is not saved yet.
        record Unsaved(String file) implements Note {}
    }

    public DriftDecisions(Workbench workbench, Healing healing) {
        this.workbench = workbench;
        this.healing = healing;
    }

    ReadOnlyObjectProperty<@Nullable Note> noteProperty() {
        return note.getReadOnlyProperty();
    }

    /// What became of the last decision need not be told any more.
    public void forget() {
        note.set(null);
    }

    /// Whether what others change is restored.
    ReadOnlyBooleanProperty healingProperty() {
        return healing.onProperty();
    }

    ReadOnlyObjectProperty<List<HealEvent>> healEventsProperty() {
        return healing.eventsProperty();
    }

    void heal(boolean on) {
        if (on != healing.onProperty().get()) change(text -> SettingsEdits.selfHeal(text, on), null);
    }

    /// From now on the field is its owner's, on this member.
    void leave(String cluster, ObjectRef object, Drift field) {
        change(text -> SettingsEdits.leaveAlone(text, new LeftAlone(cluster, object, List.of(name(cluster, object, field)))),
                field.path());
    }

    /// The name by which the field is found again when its list has another order.
    private String name(String cluster, ObjectRef object, Drift field) {
        FleetPlan plan = workbench.plan();
        var placed = plan == null ? null : plan.object(object.key()).flatMap(one -> one.on(cluster)).orElse(null);
        return placed == null ? field.path().toString() : LeftFields.text(field.path(), placed.manifest().root());
    }

    /// Where the workspace says what the field is to be; `null` where no text does.
    @Nullable
    WrittenAt writtenAt(String cluster, ObjectKey object, FieldPath path) {
        FleetPlan plan = workbench.plan();
        return plan == null ? null : plan.object(object).map(one -> WrittenAt.of(one, cluster, path)).orElse(null);
    }

    void open(WrittenAt at) {
        workbench.goTo(new Destination.Text(at.place()));
    }

    /// The fields of a member's object that are left alone, as they are written down.
    List<LeftAlone> left(String cluster, ObjectKey object) {
        Workspace workspace = workbench.workspace();
        if (workspace == null) return List.of();
        return workspace.settings().drift().leaveAlone().stream().filter(one -> one.isOf(cluster, object)).toList();
    }

    /// The same fields are watched and pushed again.
    void watchAgain(LeftAlone one) {
        change(text -> SettingsEdits.watchAgain(text, one), null);
    }

    /// Works out the edit that makes what the member has the plan.
    ///
    /// @param then receives it, unless there is none: then a note says why
    void propose(Way way, String cluster, ObjectKey object, Drift field, Consumer<Adoption.Edit> then) {
        Planned now = workbench.plannedProperty().get();
        Workspace workspace = now.workspace();
        FleetPlan plan = now.plan();
        if (workspace == null || plan == null) return;
        forget();
        workbench.background().run(() -> {
            var adoptions = new Adoptions(workspace, plan);
            return way == Way.TEMPLATE
                    ? adoptions.intoTemplate(cluster, object, field.path(), field.live())
                    : adoptions.asOverride(cluster, object, field.path(), field.live());
        }, adoption -> {
            switch (adoption) {
                case Adoption.Edit edit -> then.accept(edit);
                case Adoption.Refused(var why) -> note.set(new Note.Refused(field.path(), why));
            }
        }, e -> {
            throw new IllegalStateException("a field could not be adopted", e);
        });
    }

    /// Puts an adopted field into the workspace as unsaved text.
    void write(Adoption.Edit edit) {
        // While the question was open, somebody may have typed or saved.
        if (!Objects.requireNonNullElse(workbench.text(edit.file()), "").equals(edit.before())) {
            note.set(new Note.Refused(null, Reason.of("adopt.changed-meanwhile", edit.file())));
            return;
        }
        workbench.edit(edit.file(), edit.after());
        note.set(new Note.Unsaved(edit.file()));
    }

    void open(String file) {
        workbench.goTo(new Destination.Text(Location.startOf(file)));
    }

    /// Saved at once, unless the file holds text that a person has not saved.
    private void change(Function<String, Optional<String>> edit, @Nullable FieldPath field) {
        String file = Workspace.SETTINGS_FILE;
        String before = Objects.requireNonNullElse(workbench.text(file), "");
        Optional<String> after = edit.apply(before);
        if (after.isEmpty()) {
            note.set(new Note.Refused(field, Reason.of("adopt.not-editable", file)));
            return;
        }
        boolean typed = workbench.unsavedProperty().get().containsKey(file);
        workbench.edit(file, after.get());
        if (typed) {
            note.set(new Note.Unsaved(file));
        } else {
            forget();
            workbench.save(file, saved -> {
                if (!saved) note.set(new Note.Unsaved(file));
            });
        }
    }
}
