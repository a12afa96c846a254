package dev.flotilla.engine.dialect.karmada.schedule;

import java.util.List;

import dev.flotilla.engine.fleet.Taint;
import dev.flotilla.engine.value.MapValue;
import org.jspecify.annotations.Nullable;

/// A toleration of Kubernetes. Empty key, value or effect mean that nothing is written there.
public record Toleration(String key, String operator, String value, String effect) {
    static Toleration read(MapValue map) {
        return new Toleration(text(map, "key"), text(map, "operator"), text(map, "value"), text(map, "effect"));
    }

    private static String text(MapValue map, String key) {
        String text = map.textAt(key);
        return text == null ? "" : text;
    }

    public boolean tolerates(Taint taint) {
        if (!effect.isEmpty() && !effect.equals(taint.effect())) return false;
        if (!key.isEmpty() && !key.equals(taint.key())) return false;
        return switch (operator) {
            case "", "Equal" -> value.equals(taint.value());
            case "Exists" -> true;
            default -> false;
        };
    }

    /// The first taint, in order, that keeps objects out and that nothing tolerates; `null` for none.
    static @Nullable Taint firstUntolerated(List<Taint> taints, List<Toleration> tolerations) {
        for (Taint taint : taints) {
            if (!taint.effect().equals("NoSchedule") && !taint.effect().equals("NoExecute")) continue;
            if (tolerations.stream().noneMatch(toleration -> toleration.tolerates(taint))) return taint;
        }
        return null;
    }

    /// As Karmada prints a taint in its messages.
    static String print(Taint taint) {
        if (taint.effect().isEmpty()) return taint.value().isEmpty() ? taint.key() : taint.key() + "=" + taint.value() + ":";
        return taint.toString();
    }
}
