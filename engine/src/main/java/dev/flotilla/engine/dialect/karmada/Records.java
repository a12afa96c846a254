package dev.flotilla.engine.dialect.karmada;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;

import dev.flotilla.engine.dialect.karmada.interpret.Interpreted;
import dev.flotilla.engine.dialect.karmada.interpret.Interpreter;
import dev.flotilla.engine.dialect.karmada.interpret.MemberStatus;
import dev.flotilla.engine.dialect.karmada.override.OverridePolicies;
import dev.flotilla.engine.dialect.karmada.schedule.Failure;
import dev.flotilla.engine.dialect.karmada.schedule.FleetIndex;
import dev.flotilla.engine.dialect.karmada.schedule.Scheduler;
import dev.flotilla.engine.dialect.karmada.work.Names;
import dev.flotilla.engine.dialect.karmada.work.Rendered;
import dev.flotilla.engine.dialect.karmada.work.TemplateWorks;
import dev.flotilla.engine.dialect.karmada.work.WorkBinding;
import dev.flotilla.engine.dialect.karmada.work.WorkObjects;
import dev.flotilla.engine.dialect.karmada.work.Works;
import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.documents.ObjectRef;
import dev.flotilla.engine.plan.ClusterPlan;
import dev.flotilla.engine.plan.MemberDecision;
import dev.flotilla.engine.plan.RecordRequest;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// What a control plane would hold about one object: the template with the status that the members add up to, its binding, and a
/// Work for each member. What only a control plane gives, ids and times, is left out.
///
/// Source: karmada: pkg/controllers/{binding,status,execution}, pkg/util/helper/workstatus.go.
final class Records {
    private final RecordRequest request;
    private final Memo memo;
    private final Memo.Planned planned;
    private final Interpreter interpreter;
    private final Template template;
    private final WorkBinding binding;
    private final TemplateWorks works;
    private final Manifest stored;
    private final SequencedMap<String, WorkStatus> statuses = new LinkedHashMap<>();

    private Records(RecordRequest request, Memo memo, Memo.Planned planned, Document document) {
        this.request = request;
        this.memo = memo;
        this.planned = planned;
        interpreter = memo.scripts().interpreter();
        template = Template.of(document, new Namespaces(request.documents()));
        var renderer = new Works(OverridePolicies.of(request.documents(), memo.release()), interpreter, memo.release());
        PolicyView view = planned.view();
        Scheduler.Outcome outcome = planned.outcome();
        if (view == null || outcome == null) {
            var follower = new FollowerPlanner(template, planned.required(), planned.required().isEmpty(), memo.index(),
                    renderer);
            binding = follower.stored();
            works = follower.rendering();
            stored = template.manifest();
        } else {
            StoredBindings.State state = planned.state() == null ? StoredBindings.NONE : planned.state();
            var planner = new ObjectPlanner(template, view, state, planned.required(), memo, interpreter, renderer, null,
                    new ForeignRules(List.of()));
            binding = planner.stored(outcome);
            works = planner.rendering(outcome);
            stored = planner.claimed();
        }
    }

    /// Empty for what has no template of its own kind and for what could not be planned at all.
    static List<Manifest> of(RecordRequest request) {
        Document document = request.object().template();
        if (document == null || !(request.plan().memo() instanceof Memo memo)) return List.of();
        Memo.Planned planned = memo.objects().get(document);
        boolean own = document.manifest().type().equals(request.object().ref().type());
        if (planned == null || !own || planned.view() != null && planned.outcome() == null) return List.of();
        return new Records(request, memo, planned, document).all();
    }

    private List<Manifest> all() {
        var members = new TreeMap<String, FleetIndex.Candidate>();
        memo.index().candidates().forEach(candidate -> members.put(candidate.name(), candidate));
        var sent = new ArrayList<Manifest>();
        for (MemberDecision decision : request.object().decisions()) {
            FleetIndex.Candidate member = members.get(decision.cluster());
            if (decision.placed() == null || member == null) continue;
            Integer replicas = decision.placed().replicas();
            if (!(works.render(member.cluster(), replicas == null ? 0 : replicas) instanceof Rendered.Sent rendered)) continue;
            var status = new WorkStatus(decision.placed());
            statuses.put(decision.cluster(), status);
            sent.add(status.written(WorkObjects.of(rendered, binding, decision.cluster())));
        }
        var records = new ArrayList<Manifest>();
        records.add(summed());
        if (binding != WorkBinding.NONE) records.add(bound());
        records.addAll(sent);
        return records;
    }

    /// The template with what all members report; offline it was never changed since it was made.
    private Manifest summed() {
        Manifest made = withGeneration(stored);
        List<MemberStatus> reported = new TreeMap<>(statuses).entrySet().stream()
                .map(entry -> new MemberStatus(entry.getKey(), entry.getValue().reflected())).toList();
        return interpreter.aggregate(made, reported, request.now()).known().orElse(made);
    }

    private static Manifest withGeneration(Manifest manifest) {
        return manifest.root().intAt("metadata", "generation") != null
                ? manifest
                : new Manifest((MapValue) manifest.root().set(FieldPath.of("metadata", "generation"), Value.number(1)));
    }

    private Manifest bound() {
        MapValue root = draft();
        Scheduler.Outcome outcome = planned.outcome();
        if (outcome != null && !outcome.targets().isEmpty()) {
            root = (MapValue) root.set(FieldPath.of("spec", "clusters"), ListValue.of(outcome.targets().stream()
                    .map(target -> target(target.cluster(), target.replicas())).toList()));
        }
        if (!planned.required().isEmpty()) root = (MapValue) root.set(FieldPath.of("spec", "requiredBy"), requiredBy());
        return new Manifest(root.with("status", status(outcome)));
    }

    private MapValue draft() {
        PolicyView view = planned.view();
        if (view != null) {
            return new BindingDraft(withGeneration(template.manifest()), view.policy(), interpreter)
                    .build(PriorityClasses.UNKNOWN);
        }
        ObjectRef ref = template.manifest().ref();
        var resource = MapValue.builder().put("apiVersion", ref.apiVersion()).put("kind", ref.kind()).put("name", ref.name());
        var metadata = MapValue.builder().put("name", binding.name());
        if (ref.namespace() != null) {
            resource.put("namespace", ref.namespace());
            metadata.put("namespace", ref.namespace());
        }
        var spec = MapValue.builder().put("conflictResolution", binding.overwrites() ? "Overwrite" : "Abort");
        if (binding.delivery().preserves()) spec.put("preserveResourcesOnDeletion", Value.TRUE);
        return MapValue.builder().put("apiVersion", "work.karmada.io/v1alpha2").put("kind", "ResourceBinding")
                .put("metadata", metadata.build()).put("spec", spec.put("resource", resource.build()).build()).build();
    }

    private static MapValue target(String cluster, int replicas) {
        var target = MapValue.builder().put("name", cluster);
        if (replicas > 0) target.put("replicas", replicas);
        return target.build();
    }

    /// A snapshot for each object that needs this one.
    private ListValue requiredBy() {
        var snapshots = new TreeMap<String, List<Value>>();
        var owners = new TreeMap<String, ObjectRef>();
        planned.required().forEach((cluster, need) -> need.by().forEach((ref, replicas) -> {
            owners.put(ref.toString(), ref);
            snapshots.computeIfAbsent(ref.toString(), _ -> new ArrayList<>()).add(target(cluster, replicas));
        }));
        var list = new ArrayList<Value>();
        owners.forEach((key, ref) -> {
            var snapshot = MapValue.builder();
            if (ref.namespace() != null) snapshot.put("namespace", ref.namespace());
            list.add(snapshot.put("name", Names.binding(ref.kind(), ref.name()))
                    .put("clusters", ListValue.of(snapshots.getOrDefault(key, List.of()))).build());
        });
        return ListValue.of(list);
    }

    private MapValue status(Scheduler.@Nullable Outcome outcome) {
        var conditions = new ArrayList<Value>();
        if (outcome != null) conditions.add(scheduled(outcome.failure()));
        // a Work whose manifest is called otherwise than the binding's resource makes the whole aggregation fail
        boolean renamed = statuses.values().stream().anyMatch(WorkStatus::isRenamed);
        if (!renamed && (outcome == null || outcome.failure() == null)) conditions.add(applied());
        var status = MapValue.builder();
        if (outcome != null && !outcome.observed().isEmpty()) status.put("schedulerObservingAffinityName", outcome.observed());
        status.put("conditions", ListValue.of(conditions));
        if (!statuses.isEmpty() && !renamed) {
            status.put("aggregatedStatus", ListValue.of(new TreeMap<>(statuses).entrySet().stream()
                    .map(entry -> entry.getValue().item(entry.getKey())).toList()));
        }
        return status.build();
    }

    private static MapValue scheduled(@Nullable Failure failure) {
        if (failure == null) return condition("Scheduled", true, "Success", "Binding has been scheduled successfully.");
        return condition("Scheduled", false, switch (failure.kind()) {
            case FIT -> "NoClusterFit";
            case UNSCHEDULABLE -> "Unschedulable";
            case OTHER -> "SchedulerError";
        }, failure.message());
    }

    private MapValue applied() {
        long targets = request.object().decisions().stream().filter(decision -> decision.isChosen() || decision.failure() != null)
                .count();
        boolean all = targets > 0 && statuses.size() == targets && statuses.values().stream().allMatch(WorkStatus::isApplied);
        return all
                ? condition("FullyApplied", true, "FullyAppliedSuccess", "All works have been successfully applied")
                : condition("FullyApplied", false, "FullyAppliedFailed",
                        "Failed to apply all works, see status.aggregatedStatus for details");
    }

    private static MapValue condition(String type, boolean holds, String reason, String message) {
        return MapValue.builder().put("type", type).put("status", holds ? "True" : "False").put("reason", reason)
                .put("message", message).build();
    }

    /// How the object fares in one member.
    private final class WorkStatus {
        private final ClusterPlan placed;
        private final @Nullable Manifest live;
        private final @Nullable String failure;

        WorkStatus(ClusterPlan placed) {
            this.placed = placed;
            var seen = request.seen().get(placed.cluster());
            live = seen == null ? null : seen.orElse(null);
            failure = failure(placed.cluster());
        }

        /// Why it could not be applied; `null` where it was, or nobody has tried yet.
        private @Nullable String failure(String cluster) {
            if (placed.delivery().suspended()) return null;
            ObjectRef ref = placed.manifest().ref();
            if (live != null && !placed.delivery().adopts() && !isManaged(live)) {
                return "resource(kind=" + ref.kind() + ", " + (ref.namespace() == null ? "" : ref.namespace() + "/") + ref.name()
                        + ") already exists in the cluster " + cluster
                        + " and the work.karmada.io/conflict-resolution strategy value is empty, Karmada will not manage this resource";
            }
            return request.failed().get(cluster);
        }

        private boolean isManaged(Manifest object) {
            return "true".equals(object.labels().get("karmada.io/managed"));
        }

        boolean isRenamed() {
            return !placed.manifest().ref().equals(template.manifest().ref());
        }

        boolean isApplied() {
            return live != null && failure == null && !placed.delivery().suspended();
        }

        /// What the member reports, or `null` for nothing yet.
        @Nullable
        Value reflected() {
            if (live == null || failure != null) return null;
            Value status = interpreter.reflect(marked(live)).known().orElse(Value.NULL);
            return status == Value.NULL ? null : status;
        }

        /// A control plane writes the template's generation beside what it sends; a template in a file has none yet.
        private Manifest marked(Manifest object) {
            FieldPath mark = FieldPath.of("metadata", "annotations", "resourcetemplate.karmada.io/generation");
            if (object.root().at(mark) != null) return object;
            Long generation = withGeneration(stored).root().intAt("metadata", "generation");
            return new Manifest((MapValue) object.root().set(mark, Value.text(String.valueOf(generation))));
        }

        private String health() {
            if (live == null || !isApplied()) return "Unknown";
            return switch (interpreter.health(live)) {
                case Interpreted.Known<Boolean>(Boolean well) ->
                    well ? "Healthy" : "Unhealthy";
                case Interpreted.NoRule<Boolean> _ -> "Healthy";
                case Interpreted.Failed<Boolean> _ -> "Unknown";
            };
        }

        private String message() {
            return failure == null ? "" : "Failed to apply all manifests (0/1): " + failure;
        }

        MapValue item(String cluster) {
            var item = MapValue.builder().put("clusterName", cluster);
            Value status = reflected();
            if (status != null) item.put("status", status);
            if (isApplied()) item.put("applied", Value.TRUE);
            else if (!message().isEmpty()) item.put("appliedMessage", message());
            return item.put("health", health()).build();
        }

        Manifest written(Manifest work) {
            var conditions = new ArrayList<Value>();
            if (isApplied()) {
                conditions.add(condition("Applied", true, "AppliedSuccessful", "Manifest has been successfully applied"));
            } else if (failure != null) {
                conditions.add(condition("Applied", false, "AppliedFailed", message()));
            }
            conditions.add(placed.delivery().suspended()
                    ? condition("Dispatching", false, "SuspendDispatching", "Work dispatching is in a suspended state.")
                    : condition("Dispatching", true, "Dispatching", "Work is being dispatched to member clusters."));
            var status = MapValue.builder().put("conditions", ListValue.of(conditions));
            if (isApplied()) status.put("manifestStatuses", ListValue.of(manifestStatus()));
            return new Manifest(work.root().with("status", status.build()));
        }

        private MapValue manifestStatus() {
            ObjectRef ref = placed.manifest().ref();
            var identifier = MapValue.builder().put("ordinal", 0).put("group", ref.type().group())
                    .put("version", ref.type().version()).put("kind", ref.kind()).put("resource", "")
                    .put("namespace", ref.namespace() == null ? "" : ref.namespace()).put("name", ref.name());
            var status = MapValue.builder().put("identifier", identifier.build());
            Value reflected = reflected();
            if (reflected != null) status.put("status", reflected);
            return status.put("health", health()).build();
        }
    }
}
