package dev.flotilla.engine.dialect.karmada.match;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.flotilla.engine.documents.LabelSyntax;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// A label selector of Kubernetes: all its requirements must hold.
///
/// @param requirements empty selects everything
/// @param valid        a selector with a fault selects nothing
public record LabelSelector(List<Requirement> requirements, boolean valid) {
    public static final LabelSelector EVERYTHING = new LabelSelector(List.of(), true);
    private static final LabelSelector INVALID = new LabelSelector(List.of(), false);

    public LabelSelector {
        requirements = List.copyOf(requirements);
    }

    /// One condition on one label.
    ///
    /// @param values what `In`, `NotIn`, `Gt` and `Lt` compare with; otherwise empty
    public record Requirement(String key, String operator, Set<String> values) {
        public Requirement {
            values = Set.copyOf(values);
        }

        /// Whether the labels fulfil it; an operator nobody knows is never fulfilled.
        public boolean holds(Map<String, String> labels) {
            String value = labels.get(key);
            return switch (operator) {
                case "In" -> value != null && values.contains(value);
                case "NotIn" -> value == null || !values.contains(value);
                case "Exists" -> value != null;
                case "DoesNotExist" -> value == null;
                case "Gt", "Lt" -> value != null && compares(value);
                default -> false;
            };
        }

        private boolean compares(String value) {
            try {
                long left = Long.parseLong(value);
                long right = Long.parseLong(values.iterator().next());
                return operator.equals("Gt") ? left > right : left < right;
            } catch (NumberFormatException _) {
                return false;
            }
        }

        /// Whether Kubernetes accepts it: a key that can be a label, values that can be one, as many as the operator wants.
        boolean isValid(boolean ordered) {
            boolean arity = switch (operator) {
                case "In", "NotIn" -> !values.isEmpty();
                case "Exists", "DoesNotExist" -> values.isEmpty();
                case "Gt", "Lt" -> ordered && values.size() == 1 && isWhole(values.iterator().next());
                default -> false;
            };
            return arity && LabelSyntax.isKey(key) && values.stream().allMatch(LabelSyntax::isValue);
        }

        private static boolean isWhole(String text) {
            try {
                Long.parseLong(text);
                return true;
            } catch (NumberFormatException _) {
                return false;
            }
        }

        @Override
        public String toString() {
            return switch (operator) {
                case "Exists" -> key;
                case "DoesNotExist" -> "!" + key;
                default -> key + " " + operator + " " + values.stream().sorted().toList();
            };
        }
    }

    /// A `metav1.LabelSelector`; `null` for an absent one.
    public static @Nullable LabelSelector read(@Nullable Value selector) {
        if (!(selector instanceof MapValue map)) return null;
        var requirements = new ArrayList<Requirement>();
        for (var entry : map.mapAt("matchLabels")) {
            requirements.add(
                    new Requirement(entry.getKey(), "In", Set.of(entry.getValue() instanceof Value.Text(String s) ? s : "")));
        }
        for (MapValue expression : map.listAt("matchExpressions").maps()) {
            requirements.add(requirement(expression));
        }
        return of(requirements, false);
    }

    /// Requirements as node selectors write them, which may also compare numbers.
    ///
    /// @param ordered whether `Gt` and `Lt` are allowed
    public static LabelSelector of(List<Requirement> requirements, boolean ordered) {
        return requirements.stream().allMatch(requirement -> requirement.isValid(ordered))
                ? new LabelSelector(requirements, true)
                : INVALID;
    }

    /// One entry of `matchExpressions`.
    public static Requirement requirement(MapValue expression) {
        String key = expression.textAt("key");
        String operator = expression.textAt("operator");
        return new Requirement(key == null ? "" : key, operator == null ? "" : operator,
                Set.copyOf(expression.listAt("values").texts()));
    }

    public boolean matches(Map<String, String> labels) {
        if (!valid) return false;
        for (Requirement requirement : requirements) {
            if (!requirement.holds(labels)) return false;
        }
        return true;
    }
}
