package dev.flotilla.engine.dialect.karmada;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import dev.flotilla.engine.diagnostics.Diagnostic;
import dev.flotilla.engine.diagnostics.Severity;
import dev.flotilla.engine.dialect.karmada.match.Claim;
import dev.flotilla.engine.dialect.karmada.match.PropagationPolicy;
import dev.flotilla.engine.dialect.karmada.match.ResourceSelector;
import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.documents.ObjectRef;
import dev.flotilla.engine.plan.AccountRequest;
import dev.flotilla.engine.plan.Listing;
import dev.flotilla.engine.plan.ObjectPlan;
import dev.flotilla.engine.plan.Reason;
import dev.flotilla.engine.value.FieldPath;
import org.jspecify.annotations.Nullable;

/// Which templates a propagation policy decides about and where they go, which of those it selects others decide about, and which of
/// its selectors find nothing.
final class PropagationAccount {
    private static final FieldPath SELECTORS = FieldPath.of("spec", "resourceSelectors");

    private final AccountRequest request;
    private final Memo memo;
    private final PropagationPolicy policy;
    private final Namespaces namespaces;
    private final List<Reason> facts = new ArrayList<>();

    private PropagationAccount(AccountRequest request, Memo memo, PropagationPolicy policy) {
        this.request = request;
        this.memo = memo;
        this.policy = policy;
        this.namespaces = new Namespaces(request.documents());
    }

    static List<Reason> of(AccountRequest request, Memo memo) {
        PolicyView view = memo.views().get(request.document());
        if (view == null) return List.of(Reason.of("karmada.account.nameless"));
        return new PropagationAccount(request, memo, view.policy()).facts();
    }

    /// That an API server would not take the document, or nothing.
    static Optional<Reason> refused(Document document, Memo memo) {
        return memo.checks().getOrDefault(document, List.of()).stream().filter(found -> found.severity() == Severity.ERROR)
                .findFirst().map(Diagnostic::location).map(place -> Reason.of("karmada.account.refused").decidedBy(place));
    }

    private List<Reason> facts() {
        refused(request.document(), memo).ifPresent(facts::add);
        List<ObjectPlan> own = request.objects(KarmadaDialect.ID).stream()
                .filter(object -> policy.ref().equals(object.policy())).toList();
        List<Document> selected = request.documents().stream().filter(document -> selects(document.manifest())).toList();
        facts.add(selected.isEmpty() && own.isEmpty()
                ? Reason.of("karmada.account.selects-nothing")
                : Reason.of("karmada.account.selects", selected.size(), own.size()));
        own.forEach(this::places);
        selected.stream().filter(document -> own.stream().noneMatch(object -> object.template() == document))
                .forEach(this::others);
        emptySelectors(selected);
        return facts;
    }

    private boolean selects(Manifest written) {
        if (!KarmadaTypes.mayBeTemplate(written)) return false;
        Manifest template = namespaces.resolve(written);
        boolean reaches = policy.isClusterWide() || Objects.equals(policy.namespace(), template.namespace());
        return reaches && policy.level(template) != ResourceSelector.Level.NONE;
    }

    private void places(ObjectPlan object) {
        if (!object.placements().isEmpty()) {
            facts.add(Reason.of("karmada.account.places", object.ref().toString(), Listing.members(object)));
            return;
        }
        facts.add(Reason.of("karmada.account.places-nowhere", object.ref().toString()));
        if (object.error() != null) facts.add(object.error());
    }

    /// A template that it selects and does not decide about.
    private void others(Document document) {
        Manifest template = namespaces.resolve(document.manifest());
        ObjectPlan plan = request.planOf(document).orElse(null);
        PropagationPolicy other = plan == null ? null : policy(plan.policy());
        if (other != null) {
            facts.add(outranked(template, other));
            return;
        }
        facts.add(Reason.of("karmada.account.not-placed", template.ref().toString()));
        if (plan != null && plan.error() != null) facts.add(plan.error());
    }

    private @Nullable PropagationPolicy policy(@Nullable ObjectRef ref) {
        return memo.views().values().stream().map(PolicyView::policy).filter(each -> each.ref().equals(ref)).findFirst()
                .orElse(null);
    }

    /// The first rule by which the other goes before this one.
    private Reason outranked(Manifest template, PropagationPolicy other) {
        String object = template.ref().toString();
        if (Claim.on(template) != null) return Reason.of("karmada.account.claimed", object, other.toString());
        if (policy.isClusterWide() && !other.isClusterWide()) {
            return Reason.of("karmada.account.after-namespaced", object, other.toString());
        }
        if (memo.release().ranksPolicies()) {
            if (other.priority() > policy.priority()) {
                return Reason.of("karmada.account.after-priority", object, other.toString(), other.priority(), policy.priority());
            }
            if (other.level(template).compareTo(policy.level(template)) > 0) {
                return Reason.of("karmada.account.after-closer", object, other.toString());
            }
        }
        return Reason.of("karmada.account.after-name", object, other.toString());
    }

    private void emptySelectors(List<Document> selected) {
        List<ResourceSelector> selectors = policy.selectors();
        for (int i = 0; i < selectors.size(); i++) {
            ResourceSelector selector = selectors.get(i);
            boolean finds = selected.stream()
                    .anyMatch(document -> selector.level(namespaces.resolve(document.manifest())) != ResourceSelector.Level.NONE);
            if (finds) continue;
            String wanted = selector.kind() + (selector.name().isEmpty() ? "" : " " + selector.name());
            facts.add(Reason.of("karmada.account.selector-finds-nothing", i + 1, wanted)
                    .decidedBy(request.document().at(SELECTORS.index(i))));
        }
    }
}
