package dev.flotilla.app.editor;

import java.util.HashMap;
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
            shown.set(new Shown(type.kind(), name == null ? "" : name,
                    new FormRows(new FormRows.Source(catalog, type, document.root()), folds,
                            new KnownNames(workbench.engine(), workbench.workspace(), workbench.plan())).all()));
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
            case TEXT, QUANTITY, NUMBER_OR_TEXT -> Value.text(field.values().isEmpty() ? "" : field.values().getFirst());
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
