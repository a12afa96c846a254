package dev.flotilla.engine.text;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
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

    private static final Pattern OCTAL = Pattern.compile("[-+]?0[oO]?[0-7]+");

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

    /// What a scalar with a tag means: the tag says which of the readings is meant, and one that is not known means text.
    ///
    /// @param tag as the parser gives it, such as `tag:yaml.org,2002:int`
    /// @return `null` where the text does not read as that
    /// @throws ArithmeticException as [#plain] does
    static @Nullable Value tagged(String tag, String text) {
        Value plain = switch (tag) {
            case "tag:yaml.org,2002:int", "tag:yaml.org,2002:float", "tag:yaml.org,2002:bool", "tag:yaml.org,2002:null" ->
                plain(text);
            case "tag:yaml.org,2002:binary" -> binary(text);
            default -> Value.text(text);
        };
        return switch (tag) {
            case "tag:yaml.org,2002:int", "tag:yaml.org,2002:float" ->
                plain instanceof Value.Int || plain instanceof Value.Dec ? plain : null;
            case "tag:yaml.org,2002:bool" -> plain instanceof Value.Bool ? plain : null;
            case "tag:yaml.org,2002:null" -> plain == Value.NULL ? plain : null;
            default -> plain;
        };
    }

    private static @Nullable Value binary(String text) {
        try {
            byte[] bytes = Base64.getDecoder().decode(text.replace("\n", "").replace("\r", ""));
            return Value.text(new String(bytes, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException _) {
            return null;
        }
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
                    if (!Double.isInfinite(number)) return Value.number(number);
                }
                return Value.text(text);
            }
        }
    }

    /// A whole number as Go's `strconv.ParseInt` with base 0 reads it, or `ParseUint`: 64 bits, the upper half without a sign.
    private static @Nullable Value whole(String text) {
        boolean signed = text.startsWith("-") || text.startsWith("+");
        String rest = signed ? text.substring(1) : text;
        int radix = 10;
        if (rest.length() > 1 && rest.charAt(0) == '0') {
            char second = Character.toLowerCase(rest.charAt(1));
            radix = second == 'b' ? 2 : second == 'x' ? 16 : 8;
            rest = rest.substring(second == 'b' || second == 'x' || second == 'o' ? 2 : 1);
        }
        if (rest.isEmpty() || rest.charAt(0) == '-' || rest.charAt(0) == '+') return null;
        try {
            var value = new BigInteger((text.startsWith("-") ? "-" : "") + rest, radix);
            if (value.bitLength() < 64) return Value.number(value.longValue());
            return value.bitLength() == 64 && !signed ? new Value.Dec(value.doubleValue()) : null;
        } catch (NumberFormatException _) {
            return null;
        }
    }
}
