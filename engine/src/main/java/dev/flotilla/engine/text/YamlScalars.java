package dev.flotilla.engine.text;

import java.math.BigInteger;
import java.util.Set;
import java.util.regex.Pattern;

import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// What a scalar means to kubectl (sigs.k8s.io/yaml, which follows YAML 1.1 for booleans and octals and accepts 1.2's `0o`).
final class YamlScalars {
    private static final Set<String> TRUE = Set.of("y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON");
    private static final Set<String> FALSE = Set.of("n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF");
    private static final Set<String> NULL = Set.of("", "~", "null", "Null", "NULL");
    private static final Pattern NUMBER = Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");

    private static final Pattern OCTAL = Pattern.compile("[-+]?0o?[0-7]+");

    private YamlScalars() {}

    /// Why a plain scalar may not mean what its author thinks.
    enum Doubt {
        NONE, BOOLEAN, OCTAL, TOO_LARGE
    }

    /// @param value what `text` resolves to
    static Doubt doubt(String text, Value value) {
        return switch (value) {
            case Value.Bool _ when !text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false") -> Doubt.BOOLEAN;
            case Value.Int(long n) when Math.abs(n) > 1L << 53 -> Doubt.TOO_LARGE;
            case Value.Dec(double d) when Math.abs(d) > 1L << 53
                    && text.chars().allMatch(c -> c >= '0' && c <= '9' || c == '-') ->
                Doubt.TOO_LARGE;
            case Value.Int _ when OCTAL.matcher(text).matches() -> Doubt.OCTAL;
            default -> Doubt.NONE;
        };
    }

    /// What a plain scalar means.
    ///
    /// @throws ArithmeticException for infinities and not-a-number, which JSON cannot carry
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
                if (NUMBER.matcher(digits).matches()) {
                    double number = Double.parseDouble(digits);
                    if (Double.isInfinite(number)) throw new ArithmeticException(text);
                    return Value.number(number);
                }
                return Value.text(text);
            }
        }
    }

    private static @Nullable Value whole(String text) {
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
}
