package dev.flotilla.engine.dialect.karmada.schedule;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/// A Kubernetes quantity such as `500m` or `32Gi`.
public record Quantity(BigDecimal amount) {
    public static final Quantity ZERO = new Quantity(BigDecimal.ZERO);
    private static final Map<String, BigDecimal> SUFFIXES = Map.ofEntries(Map.entry("", BigDecimal.ONE),
            Map.entry("n", BigDecimal.ONE.scaleByPowerOfTen(-9)), Map.entry("u", BigDecimal.ONE.scaleByPowerOfTen(-6)),
            Map.entry("m", BigDecimal.ONE.scaleByPowerOfTen(-3)), Map.entry("k", BigDecimal.ONE.scaleByPowerOfTen(3)),
            Map.entry("M", BigDecimal.ONE.scaleByPowerOfTen(6)), Map.entry("G", BigDecimal.ONE.scaleByPowerOfTen(9)),
            Map.entry("T", BigDecimal.ONE.scaleByPowerOfTen(12)), Map.entry("P", BigDecimal.ONE.scaleByPowerOfTen(15)),
            Map.entry("E", BigDecimal.ONE.scaleByPowerOfTen(18)), Map.entry("Ki", binary(10)), Map.entry("Mi", binary(20)),
            Map.entry("Gi", binary(30)), Map.entry("Ti", binary(40)), Map.entry("Pi", binary(50)), Map.entry("Ei", binary(60)));
    private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);

    private static BigDecimal binary(int power) {
        return new BigDecimal(BigInteger.ONE.shiftLeft(power));
    }

    /// `null` when the text is no quantity.
    public static @Nullable Quantity parse(String text) {
        int end = text.length();
        int digits = 0;
        int i = !text.isEmpty() && (text.charAt(0) == '-' || text.charAt(0) == '+') ? 1 : 0;
        int point = 0;
        while (i < end && (Character.isDigit(text.charAt(i)) || text.charAt(i) == '.')) {
            if (text.charAt(i) == '.') point++;
            else
                digits++;
            i++;
        }
        if (digits == 0 || point > 1) return null;
        String suffix = text.substring(i);
        try {
            var number = new BigDecimal(text.substring(0, i));
            BigDecimal factor = SUFFIXES.get(suffix);
            if (factor != null) return new Quantity(number.multiply(factor));
            if (suffix.length() > 1 && suffix.length() < 6 && (suffix.charAt(0) == 'e' || suffix.charAt(0) == 'E')) {
                return new Quantity(number.scaleByPowerOfTen(Integer.parseInt(suffix.substring(1))));
            }
            return null;
        } catch (NumberFormatException _) {
            return null;
        }
    }

    /// The quantity, or zero where there is none or it cannot be read.
    public static Quantity orZero(@Nullable String text) {
        Quantity quantity = text == null ? null : parse(text);
        return quantity == null ? ZERO : quantity;
    }

    Quantity plus(Quantity other) {
        return new Quantity(amount.add(other.amount));
    }

    Quantity times(long count) {
        return new Quantity(amount.multiply(BigDecimal.valueOf(count)));
    }

    public Quantity minus(Quantity other) {
        return new Quantity(amount.subtract(other.amount));
    }

    /// Whole units, rounded up.
    public long value() {
        return whole(amount);
    }

    /// Thousandths, rounded up.
    public long milliValue() {
        return whole(amount.scaleByPowerOfTen(3));
    }

    private static long whole(BigDecimal amount) {
        BigDecimal whole = amount.setScale(0, RoundingMode.CEILING);
        return whole.compareTo(MOST) > 0
                ? Long.MAX_VALUE
                : whole.compareTo(MOST.negate()) < 0 ? Long.MIN_VALUE : whole.longValue();
    }
}
