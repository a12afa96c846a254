package dev.flotilla.app.fleet;

import java.util.LinkedHashMap;
import java.util.SequencedMap;

import dev.flotilla.engine.plan.FleetPlan;
import dev.flotilla.engine.plan.ObjectPlan;

/// What moves in a plan when a member leaves.
public final class Moves {
    private static final String NOWHERE = "–";

    private Moves() {}

    /// @param without the plan without that member
    /// @return object to its split before and after, for those that move
    public static SequencedMap<String, String> of(FleetPlan plan, FleetPlan without) {
        var moves = new LinkedHashMap<String, String>();
        for (ObjectPlan object : plan.objects()) {
            String before = split(object);
            String after = without.object(object.key()).map(Moves::split).orElse(NOWHERE);
            if (!before.equals(after)) moves.put(object.ref().toString(), before + "  →  " + after);
        }
        return moves;
    }

    private static String split(ObjectPlan object) {
        if (object.placements().isEmpty()) return NOWHERE;
        return String.join(", ", object.placements().stream()
                .map(placed -> placed.replicas() == null ? placed.cluster() : placed.cluster() + " " + placed.replicas())
                .toList());
    }
}
