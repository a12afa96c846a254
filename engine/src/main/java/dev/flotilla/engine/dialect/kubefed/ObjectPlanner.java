package dev.flotilla.engine.dialect.kubefed;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import dev.flotilla.engine.diagnostics.Diagnostic;
import dev.flotilla.engine.dialect.kubefed.check.DocumentCheck;
import dev.flotilla.engine.dialect.kubefed.objects.FederatedType;
import dev.flotilla.engine.dialect.kubefed.objects.KnownTypes;
import dev.flotilla.engine.dialect.kubefed.objects.KubeFed;
import dev.flotilla.engine.dialect.kubefed.objects.TargetType;
import dev.flotilla.engine.dialect.kubefed.override.MemberObject;
import dev.flotilla.engine.dialect.kubefed.override.Overrides;
import dev.flotilla.engine.dialect.kubefed.sync.DeletionWishes;
import dev.flotilla.engine.dialect.kubefed.sync.Retention;
import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.documents.ObjectRef;
import dev.flotilla.engine.fleet.MemberCluster;
import dev.flotilla.engine.fleet.Readiness;
import dev.flotilla.engine.plan.ClusterPlan;
import dev.flotilla.engine.plan.Delivery;
import dev.flotilla.engine.plan.MemberDecision;
import dev.flotilla.engine.plan.ObjectPlan;
import dev.flotilla.engine.plan.OnDeletion;
import dev.flotilla.engine.plan.Origin;
import dev.flotilla.engine.plan.Reason;
import dev.flotilla.engine.plan.StepResult;
import dev.flotilla.engine.plan.StepResult.Verdict;
import dev.flotilla.engine.plan.Suggestion;
import dev.flotilla.engine.value.FieldPath;
import org.jspecify.annotations.Nullable;

/// Takes one federated object through all members.
final class ObjectPlanner {
    private static final Set<String> OWN_RULES = Set.of("Service", "ServiceAccount");

    private final Setting setting;
    private final Document document;
    private final @Nullable FederatedType type;
    private final TargetType target;
    private final Scheduling.Result schedule;
    private final Selection selection;
    private final Overrides overrides;
    private final MemberObject.Base base;
    private final Rendering rendering;
    private final @Nullable Reason typeStop;
    private final OnDeletion onDeletion;
    private final Map<List<@Nullable Reason>, List<StepResult>> paths = new HashMap<>();

    private ObjectPlanner(Setting setting, Document document, Scheduling.Runs runs) {
        this.setting = setting;
        this.document = document;
        this.type = setting.types().of(document.manifest().type()).orElse(null);
        this.target = type == null ? guessTarget(document) : type.target();
        this.schedule = Scheduling.of(setting, document, runs);
        this.selection = new Selection(setting, document, target, schedule);
        this.overrides = Overrides.read(schedule.federated());
        this.base = MemberObject.base(schedule.federated(), target);
        this.rendering = new Rendering(setting.plane().release(), document, base, overrides, schedule);
        this.typeStop = Types.stop(setting, document, type);
        this.onDeletion = DeletionWishes.of(document.manifest().root());
    }

    /// @param runs what runs of the object now
    static Planned plan(Setting setting, Document document, Scheduling.Runs runs) {
        return new ObjectPlanner(setting, document, runs).plan();
    }

    record Planned(ObjectPlan plan, List<Diagnostic> diagnostics) {
        Planned {
            diagnostics = List.copyOf(diagnostics);
        }
    }

    /// What a federated object's members would get if its type were enabled.
    static TargetType guessTarget(Document document) {
        String kind = document.manifest().kind();
        String plain = kind.startsWith("Federated") ? kind.substring("Federated".length()) : kind;
        return KnownTypes.ofKind(plain).map(KnownTypes.Known::type).orElseGet(() -> {
            String apiVersion = document.manifest().root().textAt("spec", "template", "apiVersion");
            String written = apiVersion == null ? "v1" : apiVersion;
            int slash = written.indexOf('/');
            return new TargetType(slash < 0 ? "" : written.substring(0, slash), written.substring(slash + 1), plain,
                    FederatedType.pluralOf(plain), document.manifest().namespace() != null);
        });
    }

    private Planned plan() {
        var decisions = new ArrayList<MemberDecision>();
        for (MemberCluster member : setting.fleet().members()) {
            decisions.add(decide(member));
        }
        Document preference = schedule.answer() == null ? null : schedule.preference();
        var plan = new ObjectPlan(ref(), KubeFedDialect.ID, document, preference == null ? null : preference.ref(), decisions,
                Divisions.of(schedule, decisions), names(), error());
        var found = new ArrayList<>(DocumentCheck.check(document, target, new HashSet<>(setting.fleet().names()),
                setting.kinds()));
        Findings.of(setting, document, typeStop, selection, schedule, decisions).stream()
                .filter(finding -> !isOperationRefused(finding, found)).toList().forEach(found::add);
        return new Planned(plan, found);
    }

    /// Whether the server does not take the operation in the first place, so that what would come of it is no second mistake.
    private boolean isOperationRefused(Diagnostic finding, List<Diagnostic> checked) {
        return finding.code().startsWith("kubefed.patch.") && overrides.byCluster().values().stream().flatMap(List::stream)
                .filter(item -> document.at(item.place().key("path")).equals(finding.location()))
                .map(item -> document.at(item.place().key("op")))
                .anyMatch(op -> checked.stream()
                        .anyMatch(schema -> schema.code().equals("kubefed.not-one-of") && schema.location().equals(op)));
    }

    private ObjectRef ref() {
        String apiVersion = base.object().textAt("apiVersion");
        if (apiVersion == null || apiVersion.equals(target.writtenApiVersion())) apiVersion = target.apiVersion();
        return new ObjectRef(apiVersion, target.kind(),
                target.isNamespace() ? null : document.manifest().namespace(), document.manifest().name());
    }

    private List<ObjectPlan.StoredName> names() {
        String namespace = document.manifest().namespace();
        String kind = namespace == null ? "ClusterPropagatedVersion" : "PropagatedVersion";
        return List.of(new ObjectPlan.StoredName("version", kind, namespace,
                target.kind().toLowerCase(Locale.ROOT) + "-" + document.manifest().name()));
    }

    private @Nullable Reason error() {
        if (typeStop != null) return typeStop.code().equals("kubefed.system-namespace") ? null : typeStop;
        if (selection.broken() != null) return selection.broken();
        return rendering.broken();
    }

    private MemberDecision decide(MemberCluster member) {
        var path = new Path();
        path.step("type", typeStop, null);
        selection.steps(member, path);
        boolean selected = !path.stopped();
        boolean ready = member.readiness() != Readiness.NOT_READY;
        path.step("readiness", ready ? null : Reason.of("kubefed.cluster-not-ready", member.name()), null);
        Rendering.Result rendered = selected ? rendering.of(member.name()) : Rendering.Result.NONE;
        Reason failure = rendered.failure();
        if (selected) path.step("overrides", failure, rendered.note());
        else
            path.notReached("overrides");
        List<StepResult> steps = paths.computeIfAbsent(path.key(), _ -> path.results());
        if (!selected) return new MemberDecision(member.name(), steps, selection.suggestions(member), null, null);
        if (rendered.manifest() == null) {
            return new MemberDecision(member.name(), steps, List.<Suggestion>of(), null, failure);
        }
        var delivery = new Delivery(setting.plane().adopts(), onDeletion, !ready).with(left(), firm(rendered));
        List<ObjectRef> by = overrides.of(member.name()).isEmpty() ? List.of() : List.of(document.ref());
        var placed = new ClusterPlan(member.name(), rendered.replicas(), new Manifest(rendered.manifest()), rendered.origins(),
                by,
                delivery);
        return new MemberDecision(member.name(), steps, List.of(), placed, null);
    }

    /// Services and ServiceAccounts have rules of their own and never look at `retainReplicas`.
    private List<FieldPath> left() {
        boolean asked = document.manifest().root().isTrueAt("spec", "retainReplicas");
        return asked && !OWN_RULES.contains(target.kind()) ? List.of(Retention.REPLICAS) : List.of();
    }

    /// KubeFed patches after it retains.
    private static List<FieldPath> firm(Rendering.Result rendered) {
        return rendered.origins().stream().filter(origin -> origin.kind() != Origin.Kind.DIALECT).map(Origin::path).toList();
    }

    /// Collects steps; the first that stops is the one that counts.
    static final class Path {
        private final List<StepResult> results = new ArrayList<>();
        private final List<@Nullable Reason> key = new ArrayList<>();
        private boolean stopped;

        /// @param stop why the member does not pass, or `null`
        /// @param note what lets it pass, or `null`
        void step(String name, @Nullable Reason stop, @Nullable Reason note) {
            Verdict verdict = stop == null ? Verdict.PASSED : stopped ? Verdict.WOULD_STOP : Verdict.STOPPED;
            Reason reason = stop == null ? note : stop;
            results.add(new StepResult(name, verdict, reason));
            key.add(reason);
            stopped |= stop != null;
        }

        void notReached(String name) {
            results.add(new StepResult(name, Verdict.NOT_REACHED, null));
            key.add(null);
        }

        boolean stopped() {
            return stopped;
        }

        List<@Nullable Reason> key() {
            return key;
        }

        List<StepResult> results() {
            return List.copyOf(results);
        }
    }
}
