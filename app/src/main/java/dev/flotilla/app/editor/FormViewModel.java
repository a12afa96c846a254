package dev.flotilla.app.editor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.util.Subscription;

import dev.flotilla.app.editor.FormRow.Kind;
import dev.flotilla.app.ui.Latest;
import dev.flotilla.app.workbench.Caret;
import dev.flotilla.app.workbench.Destination;
import dev.flotilla.app.workbench.TextEdits;
import dev.flotilla.app.workbench.Workbench;
import dev.flotilla.engine.diagnostics.TextEdit;
import dev.flotilla.engine.documents.TypeRef;
import dev.flotilla.engine.plan.Dialect;
import dev.flotilla.engine.plan.FieldCatalog;
import dev.flotilla.engine.plan.FieldCatalog.Field;
import dev.flotilla.engine.plan.FieldCatalog.Offers;
import dev.flotilla.engine.plan.FieldCatalog.Shape;
import dev.flotilla.engine.plan.FleetPlan;
import dev.flotilla.engine.text.SourceFile;
import dev.flotilla.engine.text.YamlDocument;
import dev.flotilla.engine.text.YamlEdits;
import dev.flotilla.engine.text.YamlReader;
import dev.flotilla.engine.text.YamlWriter;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// One document as a form: every field that its kind may have, with what is written. The text stays the only truth: rows are read
/// from it after each change, whoever made it, and each deed is an edit of the text that leaves everything else alone.
final class FormViewModel {
    /// The fields of a document and the rows they make.
    record Shown(String kind, String name, List<FormRow> rows) {
        static final Shown NOTHING = new Shown("", "", List.of());

        Shown {
            rows = List.copyOf(rows);
        }
    }

    private record Read(String text, @Nullable YamlDocument document) {}

    private static final int LONGEST_LINE = 100;

    private final Workbench workbench;
    private final ReadOnlyObjectWrapper<Shown> shown = new ReadOnlyObjectWrapper<>(this, "shown", Shown.NOTHING);
    private final ReadOnlyBooleanWrapper available = new ReadOnlyBooleanWrapper(this, "available");
    private final ReadOnlyBooleanWrapper refused = new ReadOnlyBooleanWrapper(this, "refused");
    private final Map<FieldPath, Boolean> folds = new HashMap<>();
    private final Latest<Read> reading;
    private Subscription following = Subscription.EMPTY;
    private @Nullable Caret caret;
    private @Nullable Read read;
    private boolean active;

    FormViewModel(Workbench workbench) {
        this.workbench = workbench;
        reading = new Latest<>(workbench.background(), this::arrived, _ -> {});
    }

    /// What the form shows; of the newest text that could be read.
    ReadOnlyObjectProperty<Shown> shownProperty() {
        return shown.getReadOnlyProperty();
    }

    /// Whether the document at the caret is of a kind whose fields are known.
    ReadOnlyBooleanProperty availableProperty() {
        return available.getReadOnlyProperty();
    }

    /// Whether the last deed could not be done without spoiling the text around it.
    ReadOnlyBooleanProperty refusedProperty() {
        return refused.getReadOnlyProperty();
    }

    /// The document at this place is meant from now on.
    void follow(@Nullable Caret place) {
        boolean same = caret != null && place != null && caret.file().equals(place.file());
        caret = place;
        if (!same) {
            folds.clear();
            refused.set(false);
        }
        refresh();
    }

    /// Rows are made only while somebody looks.
    void setActive(boolean now) {
        if (active == now) return;
        active = now;
        following.unsubscribe();
        following = now
                ? Subscription.combine(workbench.textsProperty().subscribe(_ -> refresh()),
                        workbench.plannedProperty().subscribe(_ -> refresh()))
                : Subscription.EMPTY;
    }

    private void refresh() {
        Caret place = caret;
        String text = place == null ? null : workbench.text(place.file());
        if (place == null || text == null) {
            read = null;
            available.set(false);
            shown.set(Shown.NOTHING);
            return;
        }
        reading.ask(() -> read(place, text));
    }

    private static Read read(Caret place, String text) {
        YamlDocument here = null;
        for (YamlDocument document : YamlReader.read(new SourceFile(place.file(), text)).documents()) {
            if (here == null || document.location(FieldPath.ROOT).start() <= place.offset()) here = document;
        }
        return new Read(text, here);
    }

    private void arrived(Read now) {
        if (now.document() == null && read != null && read.document() != null && active) {
            return;
        }
        read = now;
        YamlDocument document = now.document();
        TypeRef type = document == null ? null : type(document);
        FieldCatalog catalog = type == null ? null : catalog(type);
        available.set(catalog != null);
        if (document == null || type == null || catalog == null) {
            shown.set(Shown.NOTHING);
        } else if (active) {
            String name = document.root().textAt("metadata", "name");
            shown.set(new Shown(type.kind(), name == null ? "" : name, new Rows(catalog, type, document.root()).all()));
        }
    }

    private static TypeRef type(YamlDocument document) {
        String apiVersion = document.root().textAt("apiVersion");
        String kind = document.root().textAt("kind");
        return new TypeRef(apiVersion == null ? "" : apiVersion, kind == null ? "" : kind);
    }

    private @Nullable FieldCatalog catalog(TypeRef type) {
        return workbench.engine().dialects().stream().filter(dialect -> dialect.owns(type)).map(Dialect::catalog)
                .filter(catalog -> !catalog.children(type, FieldPath.ROOT).isEmpty()).findFirst().orElse(null);
    }

    /// Makes rows of one document, top down.
    private final class Rows {
        private final FieldCatalog catalog;
        private final TypeRef type;
        private final Value root;
        private final Proposals proposals = new Proposals(workbench.engine(), workbench.workspace(), workbench.plan());
        private final List<String> fleet;
        private final List<FormRow> rows = new ArrayList<>();

        Rows(FieldCatalog catalog, TypeRef type, Value root) {
            this.catalog = catalog;
            this.type = type;
            this.root = root;
            FleetPlan plan = workbench.plan();
            fleet = plan == null ? List.of() : plan.fleet().names();
        }

        List<FormRow> all() {
            for (Field field : catalog.children(type, FieldPath.ROOT)) {
                switch (field.name()) {
                    case "apiVersion", "kind", "status" -> {
                    }
                    case "spec" -> fields(FieldPath.of("spec"), 0);
                    default -> field(FieldPath.of(field.name()), field, 0);
                }
            }
            return rows;
        }

        private void fields(FieldPath path, int depth) {
            for (Field field : catalog.children(type, path)) {
                field(path.key(field.name()), field, depth);
            }
        }

        private void field(FieldPath path, Field field, int depth) {
            Value value = root.at(path);
            if (field.deprecated() && value == null) return;
            boolean hasParts = !catalog.children(type, path).isEmpty();
            switch (field.shape()) {
                case OBJECT -> {
                    if (header(path, field, depth, value, value != null && !path.equals(FieldPath.of("metadata"))))
                        fields(path, depth + 1);
                }
                case LIST -> {
                    if (names(path, field) != null)
                        add(path, depth, Kind.NAMES, field.name(), field, offered(names(path, field)), value);
                    else if (!hasParts) add(path, depth, Kind.NAMES, field.name(), field, offered(field), value);
                    else if (header(path, field, depth, value, value instanceof ListValue list && !list.isEmpty()))
                        items(path, field, depth + 1, value);
                }
                case MAP -> {
                    if (catalog.children(type, path.key("*")).isEmpty())
                        add(path, depth, Kind.ENTRIES, field.name(), field, offered(field), value);
                    else if (header(path, field, depth, value, true))
                        members(path, depth + 1, value);
                }
                case TEXT -> add(path, depth, field.values().isEmpty() ? Kind.TEXT : Kind.CHOICE, field.name(), field,
                        field.values().isEmpty() ? offered(field) : field.values(), value);
                case NUMBER -> add(path, depth, Kind.NUMBER, field.name(), field, List.of(), value);
                case BOOLEAN -> add(path, depth, Kind.TOGGLE, field.name(), field, List.of(), value);
                case ANY -> {
                    boolean large = value != null && written(value).length() > LONGEST_LINE;
                    add(path, depth, large ? Kind.TEXT_ONLY : Kind.ANY, field.name(), field, List.of(), value);
                }
            }
        }

        /// @return whether the fields below are to be shown
        private boolean header(FieldPath path, Field field, int depth, @Nullable Value value, boolean usual) {
            boolean open = folds.getOrDefault(path, usual);
            add(path, depth, open ? Kind.OPEN : Kind.FOLDED, field.name(), field, List.of(), value);
            return open;
        }

        /// The field that makes a list of objects a list of member names, or `null`.
        private @Nullable Field names(FieldPath path, Field field) {
            if (field.offers() == Offers.CLUSTER) return field;
            List<Field> parts = catalog.children(type, path);
            return parts.size() == 1 && parts.getFirst().offers() == Offers.CLUSTER ? parts.getFirst() : null;
        }

        private List<String> offered(@Nullable Field field) {
            if (field == null) return List.of();
            return field.offers() == Offers.CLUSTER ? fleet : proposals.offered(field);
        }

        private void items(FieldPath path, Field field, int depth, @Nullable Value value) {
            List<Value> items = value instanceof ListValue list ? list.items() : List.of();
            if (field.name().equals("staticWeightList")) {
                weights(path, depth, items);
            } else {
                for (int i = 0; i < items.size(); i++) {
                    item(path.index(i), field, depth, items.get(i));
                }
            }
            add(path, depth, Kind.ADD, field.name(), field, List.of(), value);
        }

        private void item(FieldPath path, Field field, int depth, Value value) {
            boolean open = folds.getOrDefault(path, true);
            add(path, depth, Kind.ITEM, title(value), field, List.of(open ? "open" : "folded"), value);
            if (open) fields(path, depth + 1);
        }

        /// A weight for each member of the fleet; rules with a wider target stand below them.
        private void weights(FieldPath path, int depth, List<Value> items) {
            Map<String, FieldPath> own = weightRules(path, root);
            for (String member : fleet) {
                FieldPath rule = own.getOrDefault(member, path.index(items.size()));
                Value weight = own.containsKey(member) ? root.at(rule.key("weight")) : null;
                rows.add(new FormRow(rule.key("weight"), depth, Kind.NUMBER, member, "", List.of(), weight,
                        fleet.indexOf(member)));
            }
            for (int i = 0; i < items.size(); i++) {
                FieldPath rule = path.index(i);
                boolean shownAbove = own.entrySet().stream()
                        .anyMatch(entry -> entry.getValue().equals(rule) && fleet.contains(entry.getKey()));
                if (!shownAbove)
                    item(rule, new Field("staticWeightList", Shape.LIST, false, false, List.of(), Offers.NOTHING, ""),
                            depth, items.get(i));
            }
        }

        private void members(FieldPath path, int depth, @Nullable Value value) {
            var names = new LinkedHashSet<String>();
            names.add("*");
            names.addAll(fleet);
            if (value instanceof MapValue map) names.addAll(map.keys());
            for (String name : names) {
                FieldPath member = path.key(name);
                Value written = root.at(member);
                boolean open = folds.getOrDefault(member, written != null);
                rows.add(new FormRow(member, depth, open ? Kind.OPEN : Kind.FOLDED, name, "", List.of(), written,
                        fleet.indexOf(name)));
                if (open) fields(member, depth + 1);
            }
        }

        private void add(FieldPath path, int depth, Kind kind, String label, Field field, List<String> choices,
                @Nullable Value value) {
            rows.add(new FormRow(path, depth, kind, label, field.doc(), choices, value, -1));
        }
    }

    /// The rules that give one named member a weight, by its name.
    private static Map<String, FieldPath> weightRules(FieldPath path, Value root) {
        var rules = new HashMap<String, FieldPath>();
        List<Value> items = root.at(path) instanceof ListValue list ? list.items() : List.of();
        for (int i = 0; i < items.size(); i++) {
            MapValue target = items.get(i).mapAt("targetCluster");
            List<String> names = target.listAt("clusterNames").texts();
            if (target.size() == 1 && names.size() == 1) rules.putIfAbsent(names.getFirst(), path.index(i));
        }
        return rules;
    }

    /// What tells an item from its neighbours: its first words.
    private static String title(Value item) {
        String words = written(item).replaceAll("[{}\"\\[\\]]", "");
        return words.length() > 48 ? words.substring(0, 47) + "…" : words;
    }

    /// A value as one line of YAML.
    static String written(Value value) {
        return value instanceof Value.Text(String text) && !text.contains("\n")
                ? YamlWriter.write(value).strip()
                : YamlWriter.onOneLine(value);
    }

    // ---- deeds

    /// Folds or unfolds what stands below a row. Writes nothing.
    void fold(FormRow row, boolean open) {
        folds.put(row.path(), open);
        refresh();
    }

    void set(FieldPath path, Value value) {
        if (!value.equals(valueAt(path))) change(edits -> edits.set(path, value));
    }

    /// Gives a member without a rule of its own a weight; the row says which member.
    void setWeight(FormRow row, long weight) {
        if (row.isWritten()) {
            set(row.path(), Value.number(weight));
            return;
        }
        MapValue target = MapValue.of("clusterNames", ListValue.ofTexts(List.of(row.label())));
        change(edits -> edits.set(row.path().parent(),
                MapValue.builder().put("targetCluster", target).put("weight", weight).build()));
    }

    /// A line of YAML as the value.
    ///
    /// @return whether it could be read
    boolean setYaml(FieldPath path, String line) {
        var documents = YamlReader.read(new SourceFile("value.yaml", "v: " + line.strip() + "\n"));
        Value value = documents.documents().isEmpty() || !documents.diagnostics().isEmpty()
                ? null
                : documents.documents().getFirst().root().get("v");
        if (value == null) return false;
        set(path, value);
        return true;
    }

    /// The field is not written any more, nor what would be left empty around it.
    void clear(FormRow row) {
        if (!row.isWritten()) return;
        boolean weight = row.colour() >= 0 && row.kind() == Kind.NUMBER;
        FieldPath path = weight ? row.path().parent() : row.path();
        change(edits -> path.segments().getLast() instanceof FieldPath.Index ? edits.remove(path) : edits.prune(path));
    }

    /// A word into the list, or out of it.
    void toggle(FormRow row, String name, boolean on) {
        List<String> names = names(row);
        int at = names.indexOf(name);
        if (on == at >= 0) return;
        boolean objects = isOfObjects(row);
        change(edits -> on
                ? edits.set(row.path().index(names.size()), objects ? MapValue.of("name", Value.text(name)) : Value.text(name))
                : edits.remove(row.path().index(at)));
    }

    /// The words of a list, also where each stands under `name`.
    static List<String> names(FormRow row) {
        if (!(row.value() instanceof ListValue list)) return List.of();
        return list.stream().map(item -> item instanceof Value.Text(String text)
                ? text
                : item.textAt("name") instanceof String name ? name : written(item)).toList();
    }

    private boolean isOfObjects(FormRow row) {
        Read now = read;
        FieldCatalog catalog = now == null || now.document() == null ? null : catalog(type(now.document()));
        return catalog != null && now != null && now.document() != null
                && !catalog.children(type(now.document()), row.path()).isEmpty();
    }

    /// A new item at the end of the list, with what it must have.
    void addItem(FormRow row) {
        Read now = read;
        if (now == null || now.document() == null) return;
        TypeRef type = type(now.document());
        FieldCatalog catalog = catalog(type);
        if (catalog == null) return;
        int size = row.value() instanceof ListValue list ? list.size() : 0;
        List<Field> parts = catalog.children(type, row.path());
        List<Field> needed = parts.stream().filter(Field::required).toList();
        var item = MapValue.builder();
        for (Field field : needed.isEmpty() ? parts.subList(0, Math.min(1, parts.size())) : needed) {
            item.put(field.name(), blank(field));
        }
        folds.put(row.path().index(size), true);
        change(edits -> edits.set(row.path().index(size), item.build()));
    }

    private static Value blank(Field field) {
        return switch (field.shape()) {
            case TEXT -> Value.text(field.values().isEmpty() ? "" : field.values().getFirst());
            case NUMBER -> Value.number(1);
            case BOOLEAN -> Value.FALSE;
            case LIST -> ListValue.EMPTY;
            case OBJECT, MAP -> MapValue.EMPTY;
            case ANY -> Value.text("");
        };
    }

    /// The item one place up or down.
    ///
    /// @param step -1 or 1
    void moveItem(FormRow row, int step) {
        if (!(row.path().segments().getLast() instanceof FieldPath.Index(int index))) return;
        FieldPath list = row.path().parent();
        int size = valueAt(list) instanceof ListValue items ? items.size() : 0;
        int first = step < 0 ? index - 1 : index;
        if (first < 0 || first + 1 >= size) return;
        change(edits -> edits.swap(list.index(first), list.index(first + 1)));
    }

    void setEntry(FormRow row, String key, String value) {
        if (!key.isBlank()) set(row.path().key(key.strip()), Value.text(value.strip()));
    }

    void renameEntry(FormRow row, String key, String to) {
        boolean taken = valueAt(row.path().key(to)) != null;
        if (!to.isBlank() && !to.equals(key) && !taken) change(edits -> edits.rename(row.path().key(key), to.strip()));
    }

    void removeEntry(FormRow row, String key) {
        change(edits -> edits.prune(row.path().key(key)));
    }

    /// Shows in the text what stands at a path.
    void showText(FieldPath path) {
        Read now = read;
        if (now != null && now.document() != null) workbench.goTo(new Destination.Text(now.document().keyLocation(path)));
    }

    private @Nullable Value valueAt(FieldPath path) {
        Read now = read;
        return now == null || now.document() == null ? null : now.document().root().at(path);
    }

    private void change(Function<YamlEdits, Optional<TextEdit>> deed) {
        Caret place = caret;
        String text = place == null ? null : workbench.text(place.file());
        if (place == null || text == null) return;
        Read now = read;
        YamlDocument document = now != null && now.text().equals(text) ? now.document() : read(place, text).document();
        if (document == null) return;
        Optional<TextEdit> edit = deed.apply(new YamlEdits(document));
        refused.set(edit.isEmpty());
        edit.ifPresent(one -> workbench.edit(place.file(), TextEdits.apply(text, List.of(one))));
    }
}
