package dev.flotilla.app.editor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

import dev.flotilla.app.editor.FormRow.Kind;
import dev.flotilla.engine.documents.TypeRef;
import dev.flotilla.engine.plan.FieldCatalog;
import dev.flotilla.engine.plan.FieldCatalog.Field;
import dev.flotilla.engine.plan.FieldCatalog.Offers;
import dev.flotilla.engine.plan.FieldCatalog.Shape;
import dev.flotilla.engine.plan.FleetPlan;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// Makes rows of one document, top down.
final class FormRows {
    private static final int LONGEST_LINE = 100;

    /// @param root the document's value
    record Source(FieldCatalog catalog, TypeRef type, Value root) {}

    private final FieldCatalog catalog;
    private final TypeRef type;
    private final Value root;
    private final Map<FieldPath, Boolean> folds;
    private final KnownNames names;
    private final List<String> fleet;
    private final List<FormRow> rows = new ArrayList<>();

    /// @param folds     what was opened or folded by hand
    /// @param names of things, from the workspace and the fleet as planned
    FormRows(Source source, Map<FieldPath, Boolean> folds, KnownNames names) {
        this.catalog = source.catalog();
        this.type = source.type();
        this.root = source.root();
        this.folds = folds;
        this.names = names;
        FleetPlan plan = names.plan();
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
            case TEXT, QUANTITY, NUMBER_OR_TEXT -> add(path, depth, field.values().isEmpty() ? Kind.TEXT : Kind.CHOICE,
                    field.name(), field, field.values().isEmpty() ? offered(field) : field.values(), value);
            case NUMBER -> add(path, depth, Kind.NUMBER, field.name(), field, List.of(), value);
            case BOOLEAN -> add(path, depth, Kind.TOGGLE, field.name(), field, List.of(), value);
            case ANY -> {
                boolean large = value != null && FormViewModel.written(value).length() > LONGEST_LINE;
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
        return field.offers() == Offers.CLUSTER ? fleet : names.offered(field);
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
        String words = FormViewModel.written(item).replaceAll("[{}\"\\[\\]]", "");
        return words.length() > 48 ? words.substring(0, 47) + "…" : words;
    }
}
