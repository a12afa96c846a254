package dev.flotilla.engine.dialect.kubefed.check;

import java.util.Optional;
import java.util.regex.Pattern;

/// Go's way of writing a span of time: `1h30m`, `500ms`.
final class Durations {
    private static final Pattern WHOLE = Pattern.compile("[-+]?(([0-9]+(\\.[0-9]*)?|\\.[0-9]+)(ns|us|µs|μs|ms|s|m|h))+");
    private static final Pattern PART = Pattern.compile("([0-9.]+)([a-zµμ]+)");

    private Durations() {}

    /// In seconds; empty for what Go cannot read.
    static Optional<Double> seconds(String text) {
        if (text.equals("0")) return Optional.of(0.0);
        if (!WHOLE.matcher(text).matches()) return Optional.empty();
        double seconds = 0;
        var part = PART.matcher(text);
        while (part.find()) {
            seconds += Double.parseDouble(part.group(1)) * unit(part.group(2));
        }
        return Optional.of(text.startsWith("-") ? -seconds : seconds);
    }

    private static double unit(String unit) {
        return switch (unit) {
            case "h" -> 3600;
            case "m" -> 60;
            case "s" -> 1;
            case "ms" -> 1e-3;
            case "ns" -> 1e-9;
            default -> 1e-6;
        };
    }
}
