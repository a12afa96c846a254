package dev.flotilla.engine.text;

import java.math.BigInteger;
import java.util.Set;
import java.util.regex.Pattern;

import dev.flotilla.engine.value.Value;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/// What a scalar means to kubectl (sigs.k8s.io/yaml, which follows YAML 1.1 for booleans and octals and accepts 1.2's `0o`).
final class YamlScalars {
    private static final Set<String> TRUE = Set.of("y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON");
    private static final Set<String> FALSE = Set.of("n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF");
    private static final Set<String> NULL = Set.of("", "~", "null", "Null", "NULL");
    private static final Pattern NUMBER = Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");

    private YamlScalars() {}

    /// @throws ArithmeticException for infinities and not-a-number, which JSON cannot carry
    static Value resolve(ScalarNode node) {
        String text = node.getValue();
        String tag = node.getTag().getValue();
        if (!node.isPlain()) return Value.text(text);
        if (tag.equals("tag:yaml.org,2002:str") && text.isEmpty() && isExplicitString(node)) return Value.text(text);
        return plain(text);
    }

    private static boolean isExplicitString(ScalarNode node) {
        return node.getStartMark().isPresent() && node.getEndMark().isPresent()
                && node.getEndMark().get().getIndex() > node.getStartMark().get().getIndex();
    }

    static Value plain(String text) {
        if (NULL.contains(text)) return Value.NULL;
        if (TRUE.contains(text)) return Value.TRUE;
        if (FALSE.contains(text)) return Value.FALSE;
        char first = text.charAt(0);
        if (first != '-' && first != '+' && first != '.' && (first < '0' || first > '9')) return Value.text(text);
        switch (text) {
            case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF", "-.inf", "-.Inf", "-.INF", ".nan", ".NaN", ".NAN" ->
                throw new ArithmeticException(
                        text);
            default -> {
                String digits = text.replace("_", "");
                Value whole = whole(digits);
                if (whole != null) return whole;
                if (NUMBER.matcher(digits).matches()) return Value.number(Double.parseDouble(digits));
                return Value.text(text);
            }
        }
    }

    private static @org.jspecify.annotations.Nullable Value whole(String text) {
        String sign = text.startsWith("-") ? "-" : "";
        String rest = text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
        int radix = 10;
        if (rest.startsWith("0b")) {
            radix = 2;
            rest = rest.substring(2);
        } else if (rest.startsWith("0x")) {
            radix = 16;
            rest = rest.substring(2);
        } else if (rest.startsWith("0o")) {
            radix = 8;
            rest = rest.substring(2);
        } else if (rest.length() > 1 && rest.startsWith("0")) {
            radix = 8;
            rest = rest.substring(1);
        }
        if (rest.isEmpty() || rest.charAt(0) == '-' || rest.charAt(0) == '+') return null;
        try {
            var value = new BigInteger(sign + rest, radix);
            return value.bitLength() < 64 ? Value.number(value.longValue()) : new Value.Dec(value.doubleValue());
        } catch (NumberFormatException _) {
            return null;
        }
    }

    /// A key as JSON has it: what is no string is written out (`on` becomes `true`).
    static String keyText(ScalarNode node) {
        if (!node.isPlain()) return node.getValue();
        try {
            return switch (plain(node.getValue())) {
                case Value.Text(String s) -> s;
                case Value other -> node.getValue().isEmpty() ? "null" : other.toString();
            };
        } catch (ArithmeticException _) {
            return node.getValue();
        }
    }
}
