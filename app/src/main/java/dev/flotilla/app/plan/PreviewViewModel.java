package dev.flotilla.app.plan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.ui.Latest;
import dev.flotilla.app.workbench.Caret;
import dev.flotilla.app.workbench.Destination;
import dev.flotilla.app.workbench.LiveSource;
import dev.flotilla.app.workbench.Marks;
import dev.flotilla.app.workbench.PageId;
import dev.flotilla.app.workbench.Workbench;
import dev.flotilla.app.workbench.WrittenAt;
import dev.flotilla.engine.diagnostics.Location;
import dev.flotilla.engine.diagnostics.Severity;
import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.documents.ObjectKey;
import dev.flotilla.engine.documents.ObjectRef;
import dev.flotilla.engine.plan.ClusterPlan;
import dev.flotilla.engine.plan.FleetPlan;
import dev.flotilla.engine.plan.MemberDecision;
import dev.flotilla.engine.plan.ObjectPlan;
import dev.flotilla.engine.plan.Origin;
import dev.flotilla.engine.plan.Reason;
import dev.flotilla.engine.plan.StepResult;
import dev.flotilla.engine.plan.Suggestion;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.workspace.Workspace;
import org.jspecify.annotations.Nullable;

/// Which object is previewed, for which member, and how.
public final class PreviewViewModel {
    /// How a member's manifest is shown.
    public enum Mode {
        MANIFEST, AGAINST_TEMPLATE, AGAINST_LIVE
    }

    /// Which tab is open.
    public sealed interface Tab {
        record Member(String cluster) implements Tab {}

        enum Whole implements Tab {
            SIDE_BY_SIDE, EXPLAIN
        }
    }

    /// An object with the plan it is part of.
    ///
    /// @param members all members' names, in fleet order; the place in it is the member's colour
    record Shown(FleetPlan plan, ObjectPlan object, List<String> members) {
        int colour(String cluster) {
            return members.indexOf(cluster);
        }
    }

    /// What a read of a live object gave.
    ///
    /// @param live    `null` where there is none
    /// @param problem why it could not be read, or `null`
    record Live(@Nullable Manifest live, @Nullable String problem) {}

    /// More members than fit into the tab strip of a wide window.
    private static final int MANY = 8;

    private final Workbench workbench;
    private final Messages text;
    private final ReadOnlyObjectWrapper<@Nullable Shown> shown = new ReadOnlyObjectWrapper<>(this, "shown");
    private final ObjectProperty<Tab> tab = new SimpleObjectProperty<>(this, "tab", Tab.Whole.EXPLAIN);
    private final ObjectProperty<Mode> mode = new SimpleObjectProperty<>(this, "mode", Mode.MANIFEST);
    private final ReadOnlyObjectWrapper<@Nullable Live> live = new ReadOnlyObjectWrapper<>(this, "live");
    private final ReadOnlyObjectWrapper<Set<String>> unfolded = new ReadOnlyObjectWrapper<>(this, "unfolded", Set.of());
    private final Latest<Live> reading;
    private final ReadOnlyObjectWrapper<List<Tab>> tabs = new ReadOnlyObjectWrapper<>(this, "tabs", List.of());
    private final ReadOnlyObjectWrapper<Set<String>> pinned = new ReadOnlyObjectWrapper<>(this, "pinned", Set.of());
    private final ReadOnlyObjectWrapper<@Nullable FieldPath> line = new ReadOnlyObjectWrapper<>(this, "line");
    private final ReadOnlyBooleanWrapper outdated = new ReadOnlyBooleanWrapper(this, "outdated");
    private final AboutViewModel about;
    private @Nullable ObjectKey wanted;

    public PreviewViewModel(Workbench workbench, Messages text) {
        this.workbench = workbench;
        this.text = text;
        this.reading = new Latest<>(workbench.background(), live::set, problem -> live.set(new Live(null, problem.toString())));
        workbench.locationProperty().subscribe(_ -> pinned.set(Set.of()));
        workbench.plannedProperty().subscribe(_ -> refresh());
        workbench.caretProperty().subscribe(this::follow);
        workbench.destinationProperty().subscribe(this::goTo);
        tab.subscribe(_ -> readLive());
        mode.subscribe(_ -> readLive());
        workbench.liveProperty().subscribe(_ -> readLive());
        about = new AboutViewModel(workbench, text);
    }

    /// What the caret's document is about where that is no object.
    AboutViewModel about() {
        return about;
    }

    ReadOnlyObjectProperty<@Nullable Shown> shownProperty() {
        return shown.getReadOnlyProperty();
    }

    /// Whether what is shown is older than the text, which cannot be read as it stands.
    ReadOnlyBooleanProperty outdatedProperty() {
        return outdated.getReadOnlyProperty();
    }

    ObjectProperty<Tab> tabProperty() {
        return tab;
    }

    ObjectProperty<Mode> modeProperty() {
        return mode;
    }

    ReadOnlyObjectProperty<@Nullable Live> liveProperty() {
        return live.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Set<String>> unfoldedProperty() {
        return unfolded.getReadOnlyProperty();
    }

    /// The tabs in order: pinned members, the others that get the object, and what is about all of them; behind very many tabs
    /// nobody would find the last, so that they come first then.
    ReadOnlyObjectProperty<List<Tab>> tabsProperty() {
        return tabs.getReadOnlyProperty();
    }

    /// Members whose tabs stay, whatever object is shown and wherever it is placed.
    ReadOnlyObjectProperty<Set<String>> pinnedProperty() {
        return pinned.getReadOnlyProperty();
    }

    /// The line that somebody wants to see, set anew for each wish; `null` for none.
    ReadOnlyObjectProperty<@Nullable FieldPath> lineProperty() {
        return line.getReadOnlyProperty();
    }

    /// Pins a member's tab, or lets it go.
    void pin(String cluster) {
        var now = new HashSet<>(pinned.get());
        if (!now.remove(cluster)) now.add(cluster);
        pinned.set(Set.copyOf(now));
        Shown current = shown.get();
        if (current == null) return;
        tabs.set(tabs(current));
        if (!tabs.get().contains(tab.get())) tab.set(usual(current.object()));
    }

    private List<Tab> tabs(Shown now) {
        List<ClusterPlan> placements = now.object().placements();
        var all = new ArrayList<Tab>();
        now.members().stream().filter(pinned.get()::contains).forEach(name -> all.add(new Tab.Member(name)));
        int first = all.size();
        placements.stream().filter(placed -> !pinned.get().contains(placed.cluster()))
                .forEach(placed -> all.add(new Tab.Member(placed.cluster())));
        int whole = all.size() > MANY ? first : all.size();
        all.add(whole, Tab.Whole.EXPLAIN);
        if (placements.size() > 1) all.add(whole, Tab.Whole.SIDE_BY_SIDE);
        return List.copyOf(all);
    }

    private static Tab usual(ObjectPlan object) {
        List<ClusterPlan> placements = object.placements();
        return placements.isEmpty() ? Tab.Whole.EXPLAIN : new Tab.Member(placements.getFirst().cluster());
    }

    /// The key of the object that is shown, or `null`.
    public @Nullable ObjectKey key() {
        Shown now = shown.get();
        return now == null ? null : now.object().key();
    }

    private void goTo(@Nullable Destination to) {
        switch (to) {
            case Destination.Preview(ObjectKey key, String cluster) -> {
                wanted = key;
                refresh();
                if (cluster != null) tab.set(new Tab.Member(cluster));
            }
            case Destination.Line(ObjectKey key, String cluster, FieldPath path) -> {
                wanted = key;
                refresh();
                mode.set(Mode.MANIFEST);
                tab.set(new Tab.Member(cluster));
                line.set(null);
                line.set(path);
            }
            case Destination.Explain(ObjectKey key) -> {
                wanted = key;
                refresh();
                tab.set(Tab.Whole.EXPLAIN);
            }
            case null, default -> {
            }
        }
    }

    private void follow(@Nullable Caret caret) {
        if (caret == null) return;
        objectAt(caret).ifPresent(key -> {
            if (!key.equals(wanted)) {
                wanted = key;
                refresh();
            }
        });
    }

    private Optional<ObjectKey> objectAt(Caret caret) {
        FleetPlan plan = workbench.plan();
        Workspace workspace = workbench.workspace();
        if (plan == null || workspace == null) return Optional.empty();
        return Subjects.document(workspace, caret).flatMap(here -> Subjects.object(plan, here, wanted)).map(ObjectPlan::key);
    }

    private void refresh() {
        FleetPlan plan = workbench.plan();
        Shown before = shown.get();
        ObjectKey key = wanted == null && before != null ? before.object().key() : wanted;
        ObjectPlan object = plan == null || key == null ? null : plan.object(key).orElse(null);
        outdated.set(plan != null && object == null && before != null && before.object().key().equals(key)
                && isUnreadable(plan, before.object()));
        if (outdated.get()) return;
        if (plan == null || plan.objects().isEmpty()) {
            shown.set(null);
            return;
        }
        if (object == null) object = plan.objects().getFirst();
        Shown now = new Shown(plan, object, plan.fleet().names());
        boolean sameObject = before != null && before.object().key().equals(object.key());
        shown.set(now);
        List<Tab> offered = tabs(now);
        if (!offered.equals(tabs.get())) tabs.set(offered);
        boolean kept = tab.get() instanceof Tab.Member(String cluster) && pinned.get().contains(cluster);
        boolean gone = !offered.contains(tab.get());
        if (gone || !sameObject && !kept) tab.set(usual(object));
        if (!(tab.get() instanceof Tab.Member)) return;
        readLive();
    }

    /// Whether an object is missing from a plan because somebody is in the middle of typing its template.
    private static boolean isUnreadable(FleetPlan plan, ObjectPlan missing) {
        Document template = missing.template();
        return template != null && plan.diagnostics().stream().anyMatch(found -> found.severity() == Severity.ERROR
                && found.location().file().equals(template.file()));
    }

    private void readLive() {
        Shown now = shown.get();
        LiveSource source = workbench.liveProperty().get();
        if (mode.get() != Mode.AGAINST_LIVE || now == null || source == null
                || !(tab.get() instanceof Tab.Member(String cluster))) {
            return;
        }
        ObjectRef ref = now.object().ref();
        reading.ask(() -> {
            try {
                return new Live(source.read(cluster, ref), null);
            } catch (java.io.IOException e) {
                return new Live(null, String.valueOf(e.getMessage()));
            }
        });
    }

    /// The lines to show for a member; empty where it gets nothing.
    List<PreviewRow> rows(String cluster, Mode how) {
        Shown now = shown.get();
        if (now == null) return List.of();
        ClusterPlan placed = now.object().on(cluster).orElse(null);
        if (placed == null) return List.of();
        MapValue root = placed.manifest().root();
        return switch (how) {
            case MANIFEST -> ManifestRows.of(placed, unfolded.get(),
                    (map, n) -> text.get("studio.preview.fold." + map, n, text.get("shell.dialect." + now.object().dialect())));
            case AGAINST_TEMPLATE ->
                ManifestRows.difference(Renderings.template(now.object()), Renderings.withoutDialectAdditions(placed));
            case AGAINST_LIVE -> {
                Live read = live.get();
                yield read == null || read.live() == null
                        ? List.of()
                        : ManifestRows.difference(Renderings.tidy(read.live().root()), root);
            }
        };
    }

    void toggleFold(String words) {
        var open = new HashSet<>(unfolded.get());
        if (!open.remove(words)) open.add(words);
        unfolded.set(Set.copyOf(open));
    }

    /// Whether a member gets nothing of the object.
    boolean isWithout(String cluster) {
        Shown now = shown.get();
        return now != null && now.object().on(cluster).isEmpty();
    }

    /// Why a member gets nothing of the object; empty where nobody says.
    String whyNothing(String cluster) {
        Shown now = shown.get();
        if (now == null) return "";
        Optional<MemberDecision> decision = now.object().decisions().stream().filter(one -> one.cluster().equals(cluster))
                .findFirst();
        return decision.map(one -> one.failure() != null ? one.failure() : reason(one)).map(text::reason).orElse("");
    }

    private static @Nullable Reason reason(MemberDecision decision) {
        StepResult stop = decision.stoppedAt();
        return stop == null ? null : stop.reason();
    }

    /// Opens what a line comes from: the rule that set it, or else the template's line.
    void openSource(PreviewRow row) {
        Origin origin = row.source().origin();
        if (origin != null && origin.rule() != null) {
            openRule(origin);
            return;
        }
        Location place = templateLine(row);
        if (place != null) workbench.goTo(new Destination.Text(place));
    }

    private @Nullable Location templateLine(PreviewRow row) {
        Shown now = shown.get();
        FieldPath path = row.source().path();
        if (now == null || path == null || row.source().origin() != null) return null;
        WrittenAt line = WrittenAt.template(now.object(), path);
        return line == null ? null : line.place();
    }

    /// Where a line comes from, in a sentence; `null` for a line of a difference.
    @Nullable
    String provenance(PreviewRow row) {
        Shown now = shown.get();
        if (now == null || row.source().path() == null) return null;
        Origin origin = row.source().origin();
        if (origin == null) {
            Location place = templateLine(row);
            return place == null ? null : text.get("studio.preview.from-template", place.file(), place.line());
        }
        return switch (origin.kind()) {
            case DEFAULT -> text.get("studio.preview.default");
            case DIALECT -> text.get("studio.preview.added-by", text.get("shell.dialect." + now.object().dialect()));
            case POLICY, OVERRIDE -> {
                String by = text.get("studio.preview.set-by", origin.by() == null ? "" : origin.by().toString());
                Location rule = origin.rule();
                yield rule == null ? by : by + "\n" + rule.file() + ":" + rule.line();
            }
        };
    }

    /// Opens the policy at the rule that set a line.
    void openRule(Origin origin) {
        Location rule = origin.rule();
        if (rule != null) {
            workbench.goTo(new Destination.Text(rule));
        }
    }

    /// Shows in the editor which lines decided about a member; `null` takes the marks away.
    ///
    /// @param open whether to go there
    void markDecision(@Nullable MemberDecision decision, boolean open) {
        Shown now = shown.get();
        if (decision == null || now == null) {
            workbench.mark(Marks.NONE);
            return;
        }
        var stop = decision.stoppedAt();
        var places = new ArrayList<Location>();
        if (stop != null && stop.reason() != null) {
            places.addAll(stop.reason().lines());
        } else {
            decision.steps().forEach(step -> {
                if (step.reason() != null) places.addAll(step.reason().lines());
            });
        }
        String words = text.get(decision.isChosen() ? "studio.explain.mark.chooses" : "studio.explain.mark.stops",
                decision.cluster());
        workbench.mark(new Marks(places, now.colour(decision.cluster()), words));
        if (open && !places.isEmpty()) workbench.goTo(new Destination.Text(places.getFirst()));
    }

    /// Makes the edits that would flip a decision.
    void apply(Suggestion suggestion) {
        workbench.apply(suggestion.fixes());
        workbench.goTo(new Destination.Page(PageId.STUDIO));
    }
}
