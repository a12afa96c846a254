package dev.flotilla.engine.dialect.karmada;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.flotilla.engine.diagnostics.Diagnostic;
import dev.flotilla.engine.dialect.karmada.override.Origins;
import dev.flotilla.engine.dialect.karmada.schedule.FleetIndex;
import dev.flotilla.engine.dialect.karmada.work.Names;
import dev.flotilla.engine.dialect.karmada.work.Rendered;
import dev.flotilla.engine.dialect.karmada.work.TemplateWorks;
import dev.flotilla.engine.dialect.karmada.work.WorkBinding;
import dev.flotilla.engine.dialect.karmada.work.Works;
import dev.flotilla.engine.documents.ObjectRef;
import dev.flotilla.engine.plan.ClusterPlan;
import dev.flotilla.engine.plan.Division;
import dev.flotilla.engine.plan.MemberDecision;
import dev.flotilla.engine.plan.ObjectPlan;
import dev.flotilla.engine.plan.Origin;
import dev.flotilla.engine.plan.Reason;
import dev.flotilla.engine.plan.StepResult;
import dev.flotilla.engine.plan.StepResult.Verdict;

/// Plans what no policy claims and yet goes to members: what a placed object needs beside it, and namespaces, which a
/// controller of their own puts everywhere.
///
/// Source: karmada: pkg/dependenciesdistributor; pkg/controllers/namespace/namespace_sync_controller.go.
final class FollowerPlanner {
    private static final String STEP = "dependency";

    private final Template template;
    private final Map<String, Dependencies.Need> required;
    private final boolean everywhere;
    private final FleetIndex fleet;
    private final Works works;

    /// @param everywhere whether it goes to every member, not only where it is required
    FollowerPlanner(Template template, Map<String, Dependencies.Need> required, boolean everywhere, FleetIndex fleet,
            Works works) {
        this.template = template;
        this.required = required;
        this.everywhere = everywhere;
        this.fleet = fleet;
        this.works = works;
    }

    /// What its binding says of its Works; what goes everywhere needs none.
    WorkBinding stored() {
        if (everywhere) return WorkBinding.NONE;
        ObjectRef ref = template.manifest().ref();
        boolean overwrites = required.values().stream().anyMatch(Dependencies.Need::overwrites);
        boolean preserves = required.values().stream().anyMatch(Dependencies.Need::preserves);
        return new WorkBinding(ref.namespace(), Names.binding(ref.kind(), ref.name()), null, List.of(), false, 0, overwrites,
                new WorkBinding.Sending(false, Set.of(), preserves));
    }

    TemplateWorks rendering() {
        return works.forTemplate(template.manifest(), stored(), null);
    }

    ObjectPlanner.Result plan() {
        ObjectRef ref = template.manifest().ref();
        String binding = Names.binding(ref.kind(), ref.name());
        TemplateWorks rendering = rendering();
        var warnings = new ArrayList<Diagnostic>();
        var names = new ArrayList<ObjectPlan.StoredName>();
        if (!everywhere) names.add(new ObjectPlan.StoredName("binding", "ResourceBinding", ref.namespace(), binding));
        var decisions = new ArrayList<MemberDecision>();
        for (FleetIndex.Candidate candidate : fleet.candidates()) {
            String cluster = candidate.name();
            Dependencies.Need requirer = required.get(cluster);
            if (requirer == null && !everywhere || candidate.cluster().leaving()) {
                decisions.add(new MemberDecision(cluster,
                        List.of(new StepResult(STEP, Verdict.STOPPED, Reason.of("karmada.not-required"))),
                        List.of(), null, null));
                continue;
            }
            Reason why = requirer == null ? Reason.of("karmada.namespace-everywhere", ref.name()) : requirer.reason();
            List<StepResult> path = List.of(new StepResult(STEP, Verdict.PASSED, why));
            decisions.add(switch (rendering.render(candidate.cluster(), 0)) {
                case Rendered.Failed(Reason failure) -> new MemberDecision(cluster, path, List.of(), null, failure);
                case Rendered.Sent sent -> {
                    sent.warnings().stream().filter(warning -> !warnings.contains(warning)).forEach(warnings::add);
                    names.add(new ObjectPlan.StoredName("work", "Work", fleet.executionNamespace(cluster), sent.work()));
                    yield new MemberDecision(cluster, path, List.of(),
                            new ClusterPlan(cluster, null, sent.manifest(), origins(sent),
                                    sent.overrides(), sent.delivery()),
                            null);
                }
            });
        }
        return new ObjectPlanner.Result(
                new ObjectPlan(ref, KarmadaDialect.ID, template.document(), null, decisions, Division.none(), names,
                        null),
                List.copyOf(warnings), null);
    }

    private List<Origin> origins(Rendered.Sent sent) {
        if (template.defaulted().isEmpty()) return sent.origins();
        var all = new ArrayList<>(sent.origins());
        all.addAll(template.defaultsLeft(sent));
        return List.copyOf(Origins.inOrder(all, sent.manifest().root()));
    }
}
