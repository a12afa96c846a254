package dev.flotilla.engine.plan;

import java.util.Collection;
import java.util.stream.Collectors;

/// Names as a sentence takes them: the first few, then how many there are.
public final class Listing {
    private static final int MOST = 8;

    private Listing() {}

    public static String of(Collection<String> all) {
        String first = all.stream().limit(MOST).collect(Collectors.joining(", "));
        return all.size() > MOST ? first + " … (" + all.size() + ")" : first;
    }

    /// Where an object goes: `eu (2), us (1)`, or the members alone where nothing is counted.
    public static String members(ObjectPlan object) {
        return of(object.placements().stream()
                .map(placed -> placed.replicas() == null ? placed.cluster() : placed.cluster() + " (" + placed.replicas() + ")")
                .toList());
    }

    public static String objects(Collection<ObjectPlan> objects) {
        return of(objects.stream().map(object -> object.ref().toString()).toList());
    }
}
