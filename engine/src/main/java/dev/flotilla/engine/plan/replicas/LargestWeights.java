package dev.flotilla.engine.plan.replicas;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Whole shares rounded down, what is left one by one to the largest weights; ties go to who held more before, then by name.
///
/// Source: karmada up to 1.15: pkg/util/helper/binding.go (Dispenser). From 1.8 on its last tie-break is random.
public final class LargestWeights {
    private LargestWeights() {}

    /// @param count   how many to hand out, 0 or more
    /// @param weights name to weight, each 0 or more
    /// @param held    what each name held before; may be empty
    /// @param upwards whether what is left to names goes to the first; otherwise to the last
    /// @return the same names; adds up to `count` unless all weights are 0
    public static SortedMap<String, Long> split(long count, Map<String, Long> weights, Map<String, Long> held, boolean upwards) {
        var result = new TreeMap<String, Long>();
        long total = weights.values().stream().mapToLong(Long::longValue).sum();
        if (total <= 0) return result;
        long left = count;
        for (var entry : weights.entrySet()) {
            long share = Math.multiplyHigh(entry.getValue(), count) == 0
                    ? entry.getValue() * count / total
                    : (long) ((double) entry.getValue() * count / total);
            result.put(entry.getKey(), share);
            left -= share;
        }
        Comparator<String> byName = upwards ? Comparator.naturalOrder() : Comparator.reverseOrder();
        Comparator<String> order = Comparator.<String>comparingLong(name -> weights.getOrDefault(name, 0L)).reversed()
                .thenComparing(Comparator.<String>comparingLong(name -> held.getOrDefault(name, 0L)).reversed())
                .thenComparing(byName);
        List<String> names = weights.keySet().stream().sorted(order).toList();
        for (int i = 0; left > 0; i = (i + 1) % names.size()) {
            result.merge(names.get(i), 1L, Long::sum);
            left--;
        }
        return result;
    }
}
