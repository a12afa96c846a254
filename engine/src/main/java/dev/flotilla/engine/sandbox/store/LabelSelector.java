package dev.flotilla.engine.sandbox.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.flotilla.engine.sandbox.errors.ApiError;
import dev.flotilla.engine.value.MapValue;
import org.jspecify.annotations.Nullable;

/// Chooses objects by their labels.
///
/// Source: kubernetes `staging/src/k8s.io/apimachinery/pkg/labels/selector.go`.
public final class LabelSelector {
    private static final Pattern SET = Pattern.compile("\\s*([^\\s!=,()]+)\\s+(in|notin)\\s*\\(([^)]*)\\)\\s*");
    private static final Pattern EQUAL = Pattern.compile("\\s*([^\\s!=,()]+)\\s*(==|=|!=)\\s*([^\\s!=,()]*)\\s*");
    private static final Pattern EXISTS = Pattern.compile("\\s*(!?)\\s*([^\\s!=,()]+)\\s*");

    private enum Operator {
        IN, NOT_IN, EXISTS, DOES_NOT_EXIST
    }

    private record Requirement(String key, Operator operator, Set<String> values) {
        boolean accepts(MapValue labels) {
            @Nullable String value = labels.textAt(key);
            return switch (operator) {
                case IN -> value != null && values.contains(value);
                case NOT_IN -> value == null || !values.contains(value);
                case EXISTS -> value != null;
                case DOES_NOT_EXIST -> value == null;
            };
        }
    }

    private final List<Requirement> requirements;

    private LabelSelector(List<Requirement> requirements) {
        this.requirements = List.copyOf(requirements);
    }

    public boolean accepts(MapValue labels) {
        return requirements.stream().allMatch(requirement -> requirement.accepts(labels));
    }

    public boolean acceptsObject(MapValue object) {
        return requirements.isEmpty() || accepts(object.mapAt("metadata", "labels"));
    }

    /// From the form of a query: `app=web,tier!=db,env in (a,b),!old`.
    public static LabelSelector parse(String text) {
        var requirements = new ArrayList<Requirement>();
        for (String part : text.split(",(?![^(]*\\))")) {
            if (!part.isBlank()) requirements.add(requirement(part));
        }
        return new LabelSelector(requirements);
    }

    private static Requirement requirement(String part) {
        Matcher set = SET.matcher(part);
        if (set.matches()) {
            var values = Arrays.stream(set.group(3).split(",", -1)).map(String::strip).collect(Collectors.toSet());
            return new Requirement(set.group(1), set.group(2).equals("in") ? Operator.IN : Operator.NOT_IN, values);
        }
        Matcher equal = EQUAL.matcher(part);
        if (equal.matches()) {
            return new Requirement(equal.group(1), equal.group(2).equals("!=") ? Operator.NOT_IN : Operator.IN,
                    Set.of(equal.group(3)));
        }
        Matcher exists = EXISTS.matcher(part);
        if (exists.matches()) {
            return new Requirement(exists.group(2), exists.group(1).isEmpty() ? Operator.EXISTS : Operator.DOES_NOT_EXIST,
                    Set.of());
        }
        throw ApiError.badRequest("unable to parse requirement: found '" + part.strip()
                + "', expected: '=', '!=', '==', 'in', notin'");
    }

    /// From the form of a manifest, `{matchLabels, matchExpressions}`; an empty one accepts everything.
    public static LabelSelector of(MapValue selector) {
        var requirements = new ArrayList<Requirement>();
        selector.mapAt("matchLabels").texts()
                .forEach((key, value) -> requirements.add(new Requirement(key, Operator.IN, Set.of(value))));
        for (MapValue expression : selector.listAt("matchExpressions").maps()) {
            var operator = switch (String.valueOf(expression.textAt("operator"))) {
                case "NotIn" -> Operator.NOT_IN;
                case "Exists" -> Operator.EXISTS;
                case "DoesNotExist" -> Operator.DOES_NOT_EXIST;
                default -> Operator.IN;
            };
            requirements.add(
                    new Requirement(String.valueOf(expression.textAt("key")), operator, Set.copyOf(expression.listAt("values")
                            .texts())));
        }
        return new LabelSelector(requirements);
    }

    /// From a plain map of labels, as Services have it.
    public static LabelSelector ofLabels(MapValue labels) {
        return of(MapValue.of("matchLabels", labels));
    }
}
