package dev.flotilla.engine.dialect.kubefed.placement;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.flotilla.engine.documents.LabelSyntax;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// A Kubernetes label selector; all requirements must hold, none at all is everything.
///
/// Source: apimachinery `pkg/apis/meta/v1/helpers.go` LabelSelectorAsSelector, `pkg/labels/selector.go` NewRequirement.
public record LabelSelector(List<Requirement> requirements) {
    public LabelSelector {
        requirements = List.copyOf(requirements);
    }

    public enum Operator {
        EQUALS, IN, NOT_IN, EXISTS, DOES_NOT_EXIST
    }

    /// @param values empty for the two operators that only ask for the key
    /// @param path   where it stands, from the selector on
    public record Requirement(String key, Operator operator, List<String> values, FieldPath path) {
        public Requirement {
            values = List.copyOf(values);
        }

        public boolean holds(Map<String, String> labels) {
            String value = labels.get(key);
            return switch (operator) {
                case EQUALS, IN -> value != null && values.contains(value);
                case NOT_IN -> value == null || !values.contains(value);
                case EXISTS -> value != null;
                case DOES_NOT_EXIST -> value == null;
            };
        }

        @Override
        public String toString() {
            return switch (operator) {
                case EQUALS -> key + "=" + values.getFirst();
                case IN -> key + " in (" + String.join(",", values) + ")";
                case NOT_IN -> key + " notin (" + String.join(",", values) + ")";
                case EXISTS -> key;
                case DOES_NOT_EXIST -> "!" + key;
            };
        }
    }

    /// What Kubernetes would not accept.
    ///
    /// @param path from the selector on
    public record Flaw(String code, List<Object> arguments, FieldPath path) {
        public Flaw {
            arguments = List.copyOf(arguments);
        }

        /// Whether Go's decoder stops here, so that nothing else in the document counts either.
        public boolean isOfType() {
            return code.equals("kubefed.wrong-type");
        }

        static Flaw of(String code, FieldPath path, Object... arguments) {
            return new Flaw(code, List.of(arguments), path);
        }
    }

    /// The first requirement that does not hold, or `null`.
    public @Nullable Requirement failing(Map<String, String> labels) {
        for (Requirement requirement : requirements) {
            if (!requirement.holds(labels)) return requirement;
        }
        return null;
    }

    public boolean matches(Map<String, String> labels) {
        return failing(labels) == null;
    }

    /// The selector, with every flaw it has; one that has a flaw must not be used.
    public record Parsed(LabelSelector selector, List<Flaw> flaws) {
        public Parsed {
            flaws = List.copyOf(flaws);
        }
    }

    public static Parsed parse(Value value) {
        var flaws = new ArrayList<Flaw>();
        var requirements = new ArrayList<Requirement>();
        if (!(value instanceof MapValue map)) {
            flaws.add(Flaw.of("kubefed.wrong-type", FieldPath.ROOT, "clusterSelector", "map"));
            return new Parsed(new LabelSelector(requirements), flaws);
        }
        readLabels(map.get("matchLabels"), requirements, flaws);
        readExpressions(map.get("matchExpressions"), requirements, flaws);
        return new Parsed(new LabelSelector(requirements), flaws);
    }

    private static void readLabels(@Nullable Value value, List<Requirement> out, List<Flaw> flaws) {
        var path = FieldPath.of("matchLabels");
        switch (value) {
            case null -> {
            }
            case Value.Null.NULL -> {
            }
            case MapValue labels -> labels.forEach((key, item) -> {
                String text = text(item, path.key(key), "matchLabels." + key, flaws);
                if (text == null) return;
                checkKey(key, path.key(key), flaws);
                checkValue(text, path.key(key), flaws);
                out.add(new Requirement(key, Operator.EQUALS, List.of(text), path.key(key)));
            });
            default -> flaws.add(Flaw.of("kubefed.wrong-type", path, "matchLabels", "map"));
        }
    }

    /// `null` for what is no text; a `null` in the document is an empty one.
    private static @Nullable String text(@Nullable Value value, FieldPath path, String field, List<Flaw> flaws) {
        if (value instanceof Value.Text(String text)) return text;
        if (value == null || value == Value.NULL) return "";
        flaws.add(Flaw.of("kubefed.wrong-type", path, field, "string"));
        return null;
    }

    private static void readExpressions(@Nullable Value value, List<Requirement> out, List<Flaw> flaws) {
        var path = FieldPath.of("matchExpressions");
        switch (value) {
            case null -> {
            }
            case Value.Null.NULL -> {
            }
            case ListValue list -> {
                for (int i = 0; i < list.size(); i++) {
                    switch (list.items().get(i)) {
                        case MapValue expression -> readExpression(expression, path.index(i), out, flaws);
                        case Value.Null.NULL -> readExpression(MapValue.EMPTY, path.index(i), out, flaws);
                        default -> flaws.add(Flaw.of("kubefed.wrong-type", path.index(i), "matchExpressions", "map"));
                    }
                }
            }
            default -> flaws.add(Flaw.of("kubefed.wrong-type", path, "matchExpressions", "list"));
        }
    }

    private static void readExpression(MapValue expression, FieldPath path, List<Requirement> out, List<Flaw> flaws) {
        String key = text(expression.get("key"), path.key("key"), "key", flaws);
        String name = text(expression.get("operator"), path.key("operator"), "operator", flaws);
        List<String> values = values(expression.get("values"), path.key("values"), flaws);
        if (key == null || name == null || values == null) return;
        Operator operator = switch (name) {
            case "In" -> Operator.IN;
            case "NotIn" -> Operator.NOT_IN;
            case "Exists" -> Operator.EXISTS;
            case "DoesNotExist" -> Operator.DOES_NOT_EXIST;
            default -> null;
        };
        if (operator == null) {
            flaws.add(Flaw.of("kubefed.selector-operator", path.key("operator"), name));
            return;
        }
        boolean wantsValues = operator == Operator.IN || operator == Operator.NOT_IN;
        if (wantsValues && values.isEmpty())
            flaws.add(Flaw.of("kubefed.selector-needs-values", path.key("operator"), operator(operator)));
        if (!wantsValues && !values.isEmpty())
            flaws.add(Flaw.of("kubefed.selector-forbids-values", path.key("values"), operator(operator)));
        checkKey(key, path.key("key"), flaws);
        values.forEach(text -> checkValue(text, path.key("values"), flaws));
        out.add(new Requirement(key, operator, values, path));
    }

    private static @Nullable List<String> values(@Nullable Value value, FieldPath path, List<Flaw> flaws) {
        if (value == null || value == Value.NULL) return List.of();
        if (!(value instanceof ListValue list)) {
            flaws.add(Flaw.of("kubefed.wrong-type", path, "values", "list"));
            return null;
        }
        var texts = new ArrayList<String>();
        for (int i = 0; i < list.size(); i++) {
            String text = text(list.items().get(i), path.index(i), "values", flaws);
            if (text == null) return null;
            texts.add(text);
        }
        return texts;
    }

    private static String operator(Operator operator) {
        return switch (operator) {
            case EQUALS -> "=";
            case IN -> "In";
            case NOT_IN -> "NotIn";
            case EXISTS -> "Exists";
            case DOES_NOT_EXIST -> "DoesNotExist";
        };
    }

    private static void checkKey(String key, FieldPath path, List<Flaw> flaws) {
        if (!LabelSyntax.isKey(key)) flaws.add(Flaw.of("kubefed.label-key", path, key));
    }

    private static void checkValue(String value, FieldPath path, List<Flaw> flaws) {
        if (!LabelSyntax.isValue(value)) flaws.add(Flaw.of("kubefed.label-value", path, value));
    }
}
