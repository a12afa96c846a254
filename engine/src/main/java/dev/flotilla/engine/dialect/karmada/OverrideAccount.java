package dev.flotilla.engine.dialect.karmada;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import dev.flotilla.engine.dialect.karmada.override.OverridePolicies;
import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.plan.AccountRequest;
import dev.flotilla.engine.plan.ClusterPlan;
import dev.flotilla.engine.plan.Listing;
import dev.flotilla.engine.plan.MemberDecision;
import dev.flotilla.engine.plan.ObjectPlan;
import dev.flotilla.engine.plan.Origin;
import dev.flotilla.engine.plan.Reason;

/// Which objects an override policy changes, in which members and which fields, and which of those that it selects it leaves alone.
final class OverrideAccount {
    private final AccountRequest request;
    private final Document document;
    private final OverridePolicies alone;
    private final Namespaces namespaces;
    private final List<Reason> facts = new ArrayList<>();

    private OverrideAccount(AccountRequest request, Memo memo) {
        this.request = request;
        this.document = request.document();
        this.alone = OverridePolicies.of(List.of(document), memo.release());
        this.namespaces = new Namespaces(request.documents());
        PropagationAccount.refused(document, memo).ifPresent(facts::add);
    }

    static List<Reason> of(AccountRequest request, Memo memo) {
        return new OverrideAccount(request, memo).facts();
    }

    private List<Reason> facts() {
        boolean any = false;
        for (Document other : request.documents()) {
            if (!KarmadaTypes.mayBeTemplate(other.manifest())) continue;
            Manifest template = namespaces.resolve(other.manifest());
            ObjectPlan plan = request.planOf(other).orElse(null);
            boolean changed = plan != null && plan.placements().stream().anyMatch(this::isApplied);
            if (alone.forTemplate(template).isEmpty() && !changed) continue;
            any = true;
            if (plan == null || plan.decisions().isEmpty()) {
                facts.add(Reason.of("karmada.account.override-unplaced", template.ref().toString()));
                if (plan != null && plan.error() != null) facts.add(plan.error());
            } else {
                placed(plan);
            }
        }
        if (!any) facts.add(Reason.of("karmada.account.override-selects-nothing"));
        return facts;
    }

    private boolean isApplied(ClusterPlan placed) {
        return placed.overrides().contains(document.ref());
    }

    private void placed(ObjectPlan plan) {
        List<ClusterPlan> applied = plan.placements().stream().filter(this::isApplied).toList();
        List<Reason> failures = plan.decisions().stream().map(MemberDecision::failure)
                .<Reason>mapMulti((failure, out) -> {
                    if (failure != null && failure.lines().stream().anyMatch(line -> line.file().equals(document.file())))
                        out.accept(failure);
                }).distinct().toList();
        facts.addAll(failures);
        if (applied.isEmpty()) {
            if (failures.isEmpty()) {
                facts.add(plan.placements().isEmpty()
                        ? Reason.of("karmada.account.override-unplaced", plan.ref().toString())
                        : Reason.of("karmada.account.override-misses", plan.ref().toString(), Listing.members(plan)));
            }
            return;
        }
        Set<String> fields = new LinkedHashSet<>();
        applied.forEach(placed -> placed.origins().stream()
                .filter(origin -> origin.kind() == Origin.Kind.OVERRIDE && document.ref().equals(origin.by()))
                .forEach(origin -> fields.add(origin.path().toString())));
        String members = Listing.of(applied.stream().map(ClusterPlan::cluster).toList());
        facts.add(fields.isEmpty()
                ? Reason.of("karmada.account.overrides-nothing", plan.ref().toString(), members)
                : Reason.of("karmada.account.overrides", plan.ref().toString(), members, Listing.of(fields)));
    }
}
