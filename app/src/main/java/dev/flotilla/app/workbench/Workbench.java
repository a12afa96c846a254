package dev.flotilla.app.workbench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableMap;

import dev.flotilla.app.ui.Background;
import dev.flotilla.app.ui.Job;
import dev.flotilla.app.ui.Latest;
import dev.flotilla.engine.Engine;
import dev.flotilla.engine.diagnostics.Location;
import dev.flotilla.engine.diagnostics.QuickFix;
import dev.flotilla.engine.diagnostics.TextEdit;
import dev.flotilla.engine.documents.ObjectKey;
import dev.flotilla.engine.fleet.MemberCluster;
import dev.flotilla.engine.plan.FleetPlan;
import dev.flotilla.engine.plan.Running;
import dev.flotilla.engine.workspace.Workspace;
import org.jspecify.annotations.Nullable;

/// What all pages look at. Every property is read and changed on the FX thread; values are immutable.
public final class Workbench {
    private final Engine engine;
    private final Background background;
    private final Latest<Planned> planning;
    private final ReadOnlyObjectWrapper<Planned> planned = new ReadOnlyObjectWrapper<>(this, "planned", Planned.NOTHING);
    private final ReadOnlyObjectWrapper<@Nullable Path> location = new ReadOnlyObjectWrapper<>(this, "location");
    private final ReadOnlyObjectWrapper<Map<String, MemberCluster>> observed = new ReadOnlyObjectWrapper<>(this, "observed",
            Map.of());
    private final ReadOnlyObjectWrapper<@Nullable Destination> destination = new ReadOnlyObjectWrapper<>(this, "destination");
    private final ReadOnlyObjectWrapper<@Nullable Exception> failure = new ReadOnlyObjectWrapper<>(this, "failure");
    private final ReadOnlyObjectWrapper<@Nullable LiveSource> live = new ReadOnlyObjectWrapper<>(this, "live");
    private final ReadOnlyBooleanWrapper opening = new ReadOnlyBooleanWrapper(this, "opening");

    private final ObservableMap<PageId, Badge> badges = FXCollections.observableHashMap();
    private final ReadOnlyObjectWrapper<@Nullable Caret> caret = new ReadOnlyObjectWrapper<>(this, "caret");
    private final ReadOnlyObjectWrapper<Marks> marks = new ReadOnlyObjectWrapper<>(this, "marks", Marks.NONE);
    private final Texts texts = new Texts();
    private final Saving saving;
    private Map<ObjectKey, Map<String, Integer>> previous = Map.of();
    private Map<ObjectKey, Map<String, Running>> running = Map.of();
    private @Nullable Planned newest;
    private int wishes;

    /// A file that somebody else changed while it had unsaved text here.
    ///
    /// @param disk what the file holds now; `null` when it is gone
    public record Clash(@Nullable String disk) {}

    private record Opened(Planned planned, @Nullable String settings) {}

    public Workbench(Engine engine, Background background) {
        this.engine = engine;
        this.background = background;
        this.saving = new Saving(background, texts, this::replan);
        this.planning = new Latest<>(background, this::show, e -> {
            throw new IllegalStateException("a plan broke off", e);
        });
    }

    /// Where work goes that must not be done on the FX thread.
    public Background background() {
        return background;
    }

    public Engine engine() {
        return engine;
    }

    /// The open workspace with its plan; of the same moment.
    public ReadOnlyObjectProperty<Planned> plannedProperty() {
        return planned.getReadOnlyProperty();
    }

    /// What was opened, or `null`.
    public ReadOnlyObjectProperty<@Nullable Path> locationProperty() {
        return location.getReadOnlyProperty();
    }

    /// Members as their connections last saw them, by name.
    public ReadOnlyObjectProperty<Map<String, MemberCluster>> observedProperty() {
        return observed.getReadOnlyProperty();
    }

    /// Text that differs from the file on disk, by path within the workspace.
    public ReadOnlyObjectProperty<Map<String, String>> unsavedProperty() {
        return texts.unsaved.getReadOnlyProperty();
    }

    /// Where to go next; the shell and the page concerned follow. Set anew for each wish, also for the same place.
    public ReadOnlyObjectProperty<@Nullable Destination> destinationProperty() {
        return destination.getReadOnlyProperty();
    }

    /// Why the last workspace that was asked for could not be opened, or `null`.
    public ReadOnlyObjectProperty<@Nullable Exception> failureProperty() {
        return failure.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty openingProperty() {
        return opening.getReadOnlyProperty();
    }

    /// How to read live objects, or `null` while no member is connected.
    public ReadOnlyObjectProperty<@Nullable LiveSource> liveProperty() {
        return live.getReadOnlyProperty();
    }

    /// Where the keyboard's caret stands in the editor, or `null`.
    public ReadOnlyObjectProperty<@Nullable Caret> caretProperty() {
        return caret.getReadOnlyProperty();
    }

    public void caretAt(@Nullable Caret place) {
        caret.set(place);
    }

    /// Lines that the preview wants to be seen in the editor.
    public ReadOnlyObjectProperty<Marks> marksProperty() {
        return marks.getReadOnlyProperty();
    }

    public void mark(Marks lines) {
        marks.set(lines);
    }

    /// Texts that are or were unsaved since the workspace was opened, by path; an editor follows the one it shows.
    public ReadOnlyObjectProperty<Map<String, String>> textsProperty() {
        return texts.typed.getReadOnlyProperty();
    }

    /// Files that changed on disk under unsaved text, until somebody decides, by path.
    public ReadOnlyObjectProperty<Map<String, Clash>> clashesProperty() {
        return texts.clashes.getReadOnlyProperty();
    }

    /// Files whose unsaved text came back after a crash and that nobody has looked at yet.
    public ReadOnlyObjectProperty<Set<String>> recoveredProperty() {
        return texts.recovered.getReadOnlyProperty();
    }

    public void recovered(Set<String> paths) {
        texts.recovered.set(Set.copyOf(paths));
    }

    /// Drops the unsaved text of a file for what it holds on disk.
    public void revert(String path) {
        if (texts.saved() == null) return;
        texts.revert(path);
        replan();
    }

    /// The unsaved text stays; the next save writes over what is on disk.
    public void keepMine(String path) {
        texts.settle(path);
    }

    /// What the file holds on disk as far as known; `null` where there is none.
    public @Nullable String diskText(String path) {
        return texts.onDisk(path);
    }

    /// Applies a quick fix: all of its edits, as one change of each file's text.
    ///
    /// @return the first changed place, or `null` when a file is not there any more
    public @Nullable Location apply(List<QuickFix> fixes) {
        var byFile = new LinkedHashMap<String, List<TextEdit>>();
        fixes.stream().flatMap(fix -> fix.edits().stream())
                .forEach(edit -> byFile.computeIfAbsent(edit.range().file(), _ -> new ArrayList<>()).add(edit));
        Location first = null;
        for (var entry : byFile.entrySet()) {
            String before = text(entry.getKey());
            if (before == null) return null;
            edit(entry.getKey(), TextEdits.apply(before, entry.getValue()));
            if (first == null) first = entry.getValue().getFirst().range();
        }
        return first;
    }

    /// Writes one file's text to disk.
    public void save(String path, Consumer<Boolean> then) {
        saving.save(path, then);
    }

    /// Writes every unsaved text to disk.
    public void saveAll(Consumer<Boolean> then) {
        saving.saveAll(then);
    }

    /// Why files could not be saved, by path, until they are or hold again what they held.
    public ReadOnlyObjectProperty<Map<String, Exception>> refusedProperty() {
        return texts.refused.getReadOnlyProperty();
    }

    /// Numbers on the rail; a page may set its own before it was ever shown.
    public ObservableMap<PageId, Badge> badges() {
        return badges;
    }

    /// Whether the open workspace has a `flotilla.yaml`.
    public boolean hasSettingsFile() {
        return texts.hasSettingsFile();
    }

    public @Nullable Workspace workspace() {
        return planned.get().workspace();
    }

    public @Nullable FleetPlan plan() {
        return planned.get().plan();
    }

    public void goTo(Destination to) {
        destination.set(null);
        destination.set(to);
    }

    /// Opens a folder, a `flotilla.yaml` or a single file; what was open is closed, its unsaved text is gone.
    ///
    /// @param then called with `true` once it is open and planned, with `false` when that failed
    public Job open(Path path, Consumer<Boolean> then) {
        opening.set(true);
        failure.set(null);
        int mine = ++wishes;
        return background.run(() -> {
            long start = System.nanoTime();
            Workspace workspace = engine.open(path);
            FleetPlan plan = engine.plan(workspace, Map.of(), Map.of(), null);
            Path file = workspace.root().resolve(Workspace.SETTINGS_FILE);
            return new Opened(planned(workspace, plan, start),
                    Files.exists(file) ? Files.readString(file) : null);
        }, result -> {
            if (mine != wishes) return;
            Planned opened = result.planned();
            opening.set(false);
            leave();
            texts.open(opened.workspace(), result.settings());
            observed.set(Map.of());
            live.set(null);
            previous = Map.of();
            running = Map.of();
            marks.set(Marks.NONE);
            newest = opened;
            location.set(path);
            planned.set(opened);
            then.accept(true);
        }, problem -> {
            if (mine != wishes) return;
            opening.set(false);
            failure.set(problem);
            then.accept(false);
        });
    }

    /// In the background: the quick fixes of all findings are worked out here, not when a row of the problems is drawn.
    private static Planned planned(Workspace workspace, FleetPlan plan, long start) {
        plan.workOutFixes();
        return new Planned(workspace, plan, (System.nanoTime() - start) / 1_000_000);
    }

    public void close() {
        wishes++;
        opening.set(false);
        leave();
        texts.open(null, null);
        newest = null;
        observed.set(Map.of());
        live.set(null);
        location.set(null);
        planned.set(Planned.NOTHING);
    }

    /// What is still planned or written is about a workspace that is not the open one any more.
    private void leave() {
        planning.forget();
        saving.anotherWorkspace();
    }

    /// The text of a file as it now stands in an editor.
    public void edit(String path, String text) {
        if (texts.saved() == null) return;
        texts.edit(path, text);
        replan();
    }

    /// What the file holds on disk changed: by our saving, or by somebody else.
    ///
    /// @param text `null` when the file is gone
    public void onDisk(String path, @Nullable String text) {
        if (texts.saved() == null) return;
        texts.changedOnDisk(path, text);
        replan();
    }

    /// Members as seen just now.
    public void observe(Map<String, MemberCluster> members) {
        if (observed.get().equals(members)) return;
        observed.set(Map.copyOf(members));
        replan();
    }

    /// What the last push gave each member; replicas that stay where they are depend on it.
    public void pushed(Map<ObjectKey, Map<String, Integer>> replicas) {
        if (previous.equals(replicas)) return;
        previous = Map.copyOf(replicas);
        replan();
    }

    public Map<ObjectKey, Map<String, Integer>> previous() {
        return previous;
    }

    /// What members were seen to run, where the plan depends on it.
    public void runs(Map<ObjectKey, Map<String, Running>> seen) {
        if (running.equals(seen)) return;
        running = Map.copyOf(seen);
        replan();
    }

    public Map<ObjectKey, Map<String, Running>> running() {
        return running;
    }

    public void setLive(@Nullable LiveSource source) {
        live.set(source);
    }

    /// The text as it stands, typed or read; `null` where the workspace has no such file.
    public @Nullable String text(String path) {
        return texts.text(path);
    }

    /// Plans again; the engine takes over whatever did not change since the newest plan.
    private void replan() {
        Planned base = newest;
        if (base == null || base.workspace() == null) return;
        Workspace before = base.workspace();
        Edits now = texts.edits();
        Map<String, MemberCluster> seen = observed.get();
        Map<ObjectKey, Map<String, Integer>> pushed = previous;
        Map<ObjectKey, Map<String, Running>> runs = running;
        planning.ask(() -> {
            long start = System.nanoTime();
            Workspace workspace = now.in(before);
            FleetPlan plan = engine.plan(workspace, seen, pushed, runs, base.plan());
            return planned(workspace, plan, start);
        });
    }

    private void show(Planned answer) {
        newest = answer;
        planned.set(answer);
    }
}
