package dev.flotilla.app.workspace;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeSet;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

import dev.flotilla.app.ui.Glyph;
import dev.flotilla.app.ui.State;
import dev.flotilla.app.workbench.Caret;
import dev.flotilla.app.workbench.Destination;
import dev.flotilla.app.workbench.Planned;
import dev.flotilla.app.workbench.Refs;
import dev.flotilla.app.workbench.Workbench;
import dev.flotilla.engine.diagnostics.Diagnostic;
import dev.flotilla.engine.diagnostics.Location;
import dev.flotilla.engine.diagnostics.Severity;
import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.documents.ObjectRef;
import dev.flotilla.engine.plan.ClusterPlan;
import dev.flotilla.engine.plan.FleetPlan;
import dev.flotilla.engine.plan.ObjectPlan;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.workspace.Workspace;
import org.jspecify.annotations.Nullable;

/// The workspace's documents by what they are for, and what the one at the caret has to do with others.
public final class DocumentsViewModel {
    enum Group {
        TEMPLATES, POLICIES, OVERRIDES, CLUSTERS, WORKSPACE;

        String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        Glyph glyph() {
            return switch (this) {
                case TEMPLATES -> Glyph.TEMPLATE;
                case POLICIES -> Glyph.POLICY;
                case OVERRIDES -> Glyph.OVERRIDE;
                case CLUSTERS -> Glyph.FLEET;
                case WORKSPACE -> Glyph.SETTINGS;
            };
        }
    }

    /// A leaf of the tree.
    ///
    /// @param kind   of the object, where another one in the group has its name; else empty
    /// @param detail the kind and the file; for tooltips
    /// @param place  where it begins, or `null` for what stands in no file
    record Entry(String name, String kind, String detail, Group group, State state, boolean dirty, @Nullable Location place) {
        Entry withoutKind() {
            return new Entry(name, "", detail, group, state, dirty, place);
        }
    }

    /// A line of relations.
    ///
    /// @param word   last part of a message key, such as `selects`
    /// @param colour a member's place in the fleet, or -1 for other things
    record Relation(String word, String name, Glyph glyph, int colour, @Nullable Destination to) {}

    private final Workbench workbench;
    private final StringProperty filter = new SimpleStringProperty(this, "filter", "");
    private final ReadOnlyObjectWrapper<SequencedMap<Group, List<Entry>>> groups = new ReadOnlyObjectWrapper<>(this, "groups",
            new LinkedHashMap<>());
    private final ReadOnlyObjectWrapper<List<Relation>> relations = new ReadOnlyObjectWrapper<>(this, "relations", List.of());

    public DocumentsViewModel(Workbench workbench) {
        this.workbench = workbench;
        workbench.locationProperty().subscribe(_ -> filter.set(""));
        workbench.plannedProperty().subscribe(_ -> refresh());
        workbench.unsavedProperty().subscribe(_ -> refresh());
        workbench.caretProperty().subscribe(_ -> relate());
        filter.subscribe(_ -> refresh());
    }

    StringProperty filterProperty() {
        return filter;
    }

    ReadOnlyObjectProperty<SequencedMap<Group, List<Entry>>> groupsProperty() {
        return groups.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<List<Relation>> relationsProperty() {
        return relations.getReadOnlyProperty();
    }

    void open(Entry entry) {
        if (entry.place() != null) {
            workbench.goTo(new Destination.Text(entry.place()));
        } else if (entry.group() == Group.CLUSTERS) {
            workbench.goTo(new Destination.Member(entry.name()));
        }
    }

    void open(Relation relation) {
        if (relation.to() != null) workbench.goTo(relation.to());
    }

    private void refresh() {
        Planned now = workbench.plannedProperty().get();
        Workspace workspace = now.workspace();
        FleetPlan plan = now.plan();
        var found = new EnumMap<Group, List<Entry>>(Group.class);
        for (Group group : Group.values()) {
            found.put(group, new ArrayList<>());
        }
        if (workspace != null && plan != null) {
            Map<String, State> states = states(plan);
            var withDocuments = new TreeSet<String>();
            for (Document document : workspace.documents()) {
                withDocuments.add(document.file());
                add(found, document, states);
            }
            workspace.files().stream().map(file -> file.source().path()).filter(path -> !withDocuments.contains(path))
                    .forEach(path -> addFile(found, path, states));
            List<Entry> clusters = found.computeIfAbsent(Group.CLUSTERS, _ -> new ArrayList<>());
            var declared = clusters.stream().map(Entry::name).toList();
            plan.fleet().names().stream().filter(name -> !declared.contains(name))
                    .forEach(name -> clusters.add(new Entry(name, "", "", Group.CLUSTERS, memberState(name), false, null)));
            if (workbench.hasSettingsFile()) addFile(found, Workspace.SETTINGS_FILE, states);
        }
        String wanted = filter.get().strip().toLowerCase(Locale.ROOT);
        var shown = new LinkedHashMap<Group, List<Entry>>();
        found.forEach((group, entries) -> {
            Map<String, Integer> bearers = new HashMap<>();
            entries.forEach(entry -> bearers.merge(entry.name(), 1, Integer::sum));
            List<Entry> matching = entries.stream().filter(entry -> matches(entry, wanted))
                    .map(entry -> bearers.getOrDefault(entry.name(), 1) == 1 ? entry.withoutKind() : entry).toList();
            if (!matching.isEmpty()) shown.put(group, matching);
        });
        groups.set(shown);
        relate();
    }

    private static boolean matches(Entry entry, String wanted) {
        return wanted.isEmpty() || entry.name().toLowerCase(Locale.ROOT).contains(wanted)
                || entry.detail().toLowerCase(Locale.ROOT).contains(wanted);
    }

    private void add(Map<Group, List<Entry>> found, Document document, Map<String, State> states) {
        ObjectRef ref = document.ref();
        Group group = group(document);
        String name = ref.name().isEmpty() ? document.file() : ref.name();
        State state = states.getOrDefault(document.file(), State.OK);
        if (group == Group.CLUSTERS && state == State.OK) state = memberState(name);
        found.getOrDefault(group, new ArrayList<>())
                .add(new Entry(name, ref.kind(), ref.kind() + ", " + document.file(), group, state,
                        workbench.unsavedProperty().get().containsKey(document.file()), start(document)));
    }

    /// The place where a document begins: where it ends changes with each keystroke and tells the tree nothing.
    private static Location start(Document document) {
        Location whole = document.at(FieldPath.ROOT);
        return new Location(whole.file(), whole.start(), whole.start(), whole.line(), whole.column(), whole.line(),
                whole.column());
    }

    private void addFile(Map<Group, List<Entry>> found, String path, Map<String, State> states) {
        found.getOrDefault(Group.WORKSPACE, new ArrayList<>()).add(new Entry(path, "", path, Group.WORKSPACE,
                states.getOrDefault(path, State.OK), workbench.unsavedProperty().get().containsKey(path),
                Location.startOf(path)));
    }

    private State memberState(String name) {
        var seen = workbench.observedProperty().get().get(name);
        if (seen == null) return State.NOT_REACHED;
        return switch (seen.readiness()) {
            case READY -> State.OK;
            case NOT_READY -> State.FAILED;
            case UNKNOWN -> State.NO_ANSWER;
        };
    }

    private Group group(Document document) {
        String kind = document.manifest().kind();
        boolean owned = workbench.engine().dialects().stream().anyMatch(dialect -> dialect.owns(document.manifest().type()));
        if (!owned || kind.startsWith("Federated")) return Group.TEMPLATES;
        if (kind.contains("Override")) return Group.OVERRIDES;
        return kind.equals("Cluster") || kind.equals("KubeFedCluster") ? Group.CLUSTERS : Group.POLICIES;
    }

    /// The worst that is known of each file.
    private static Map<String, State> states(FleetPlan plan) {
        var states = new LinkedHashMap<String, State>();
        plan.diagnostics().stream().sorted(java.util.Comparator.comparing(Diagnostic::severity).reversed())
                .forEach(found -> states.put(found.location().file(), state(found.severity())));
        for (ObjectPlan object : plan.objects()) {
            if (object.error() != null && object.template() != null) states.put(object.template().file(), State.FAILED);
        }
        return states;
    }

    private static State state(Severity severity) {
        return switch (severity) {
            case ERROR -> State.FAILED;
            case WARNING -> State.WARNING;
            case HINT -> State.HINT;
        };
    }

    /// The document that the caret stands in, or `null`.
    @Nullable
    Document current() {
        Caret caret = workbench.caretProperty().get();
        Workspace workspace = workbench.workspace();
        if (caret == null || workspace == null) return null;
        Document here = null;
        for (Document document : workspace.documents()) {
            if (document.file().equals(caret.file()) && (here == null || document.at(FieldPath.ROOT).start() <= caret.offset())) {
                here = document;
            }
        }
        return here;
    }

    private void relate() {
        Document document = current();
        FleetPlan plan = workbench.plan();
        if (document == null || plan == null) {
            relations.set(List.of());
            return;
        }
        ObjectRef ref = document.ref();
        var found = new ArrayList<Relation>();
        var members = new TreeSet<String>();
        for (ObjectPlan object : plan.objects()) {
            boolean mine = object.template() == document;
            boolean selects = Refs.same(ref, object.policy()) && !mine;
            boolean overrides = object.placements().stream().anyMatch(placed -> overrides(placed, ref)) && !mine;
            if (selects || overrides) {
                found.add(new Relation(selects ? "selects" : "changes", object.ref().name(), Glyph.TEMPLATE, -1,
                        new Destination.Preview(object.key(), null)));
            }
            if (mine && object.policy() != null) policy(object.policy()).ifPresent(found::add);
            for (ClusterPlan placed : object.placements()) {
                if (mine || selects || overrides(placed, ref)) members.add(placed.cluster());
            }
        }
        List<String> fleet = plan.fleet().names();
        fleet.stream().filter(members::contains)
                .forEach(name -> found
                        .add(new Relation("places", name, Glyph.FLEET, fleet.indexOf(name), new Destination.Member(name))));
        waits(document).ifPresent(found::add);
        relations.set(List.copyOf(found));
    }

    private static boolean overrides(ClusterPlan placed, ObjectRef by) {
        return placed.overrides().stream().anyMatch(one -> Refs.same(by, one));
    }

    private java.util.Optional<Relation> policy(ObjectRef policy) {
        Workspace workspace = workbench.workspace();
        if (workspace == null) return java.util.Optional.empty();
        return workspace.documents().stream().filter(document -> Refs.same(document.ref(), policy)).findFirst()
                .map(document -> new Relation("policy", policy.name(), Glyph.POLICY, -1,
                        new Destination.Text(document.at(FieldPath.ROOT))));
    }

    private java.util.Optional<Relation> waits(Document document) {
        int all = document.manifest().root().listAt("spec", "dependentOverrides").size();
        Workspace workspace = workbench.workspace();
        if (all == 0 || workspace == null) return java.util.Optional.empty();
        var names = document.manifest().root().listAt("spec", "dependentOverrides").texts();
        long here = workspace.documents().stream()
                .filter(other -> other.manifest().kind().contains("Override") && names.contains(other.manifest().name())).count();
        return java.util.Optional.of(new Relation("waits", here + "/" + all, Glyph.OVERRIDE, -1, null));
    }
}
