package dev.flotilla.engine.plan;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/// What one member gets of a plan, and what keeps the rest from it; the same whatever dialect's document registers the member.
public final class MemberAccount {
    private static final int MOST_REASONS = 5;

    private MemberAccount() {}

    /// @param member its name, which the fleet need not know
    public static List<Reason> of(FleetPlan plan, String member) {
        if (plan.fleet().member(member).isEmpty()) return List.of(Reason.of("account.member-unknown", member));
        List<ObjectPlan> here = plan.objects().stream().filter(object -> object.on(member).isPresent()).toList();
        List<ObjectPlan> others = plan.objects().stream().filter(object -> object.on(member).isEmpty()).toList();
        var facts = new ArrayList<Reason>();
        facts.add(here.isEmpty()
                ? Reason.of("account.member-gets-nothing", member)
                : Reason.of("account.member-gets", member, here.size(), Listing.objects(here)));
        if (!others.isEmpty()) facts.add(Reason.of("account.member-without", others.size(), Listing.objects(others)));
        Set<Reason> reasons = new LinkedHashSet<>();
        for (ObjectPlan object : others) {
            Reason why = why(object, member);
            if (why != null && reasons.size() < MOST_REASONS) reasons.add(why);
        }
        facts.addAll(reasons);
        return facts;
    }

    private static @Nullable Reason why(ObjectPlan object, String member) {
        MemberDecision decision = object.decisions().stream().filter(one -> one.cluster().equals(member)).findFirst()
                .orElse(null);
        if (decision == null) return object.error();
        if (decision.failure() != null) return decision.failure();
        StepResult stop = decision.stoppedAt();
        return stop == null ? object.error() : stop.reason();
    }
}
