package dev.flotilla.engine.dialect.kubefed;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.flotilla.engine.diagnostics.Diagnostic;
import dev.flotilla.engine.dialect.kubefed.check.DocumentCheck;
import dev.flotilla.engine.dialect.kubefed.check.Schemas;
import dev.flotilla.engine.dialect.kubefed.objects.EnabledTypes;
import dev.flotilla.engine.dialect.kubefed.objects.FederatedType;
import dev.flotilla.engine.dialect.kubefed.objects.KnownTypes;
import dev.flotilla.engine.dialect.kubefed.objects.KubeFed;
import dev.flotilla.engine.dialect.kubefed.objects.Release;
import dev.flotilla.engine.dialect.kubefed.replicas.Preference;
import dev.flotilla.engine.dialect.kubefed.replicas.ReplicaState;
import dev.flotilla.engine.dialect.kubefed.sync.Retention;
import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.documents.Kinds;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.documents.ObjectKey;
import dev.flotilla.engine.documents.TypeRef;
import dev.flotilla.engine.fleet.MemberCluster;
import dev.flotilla.engine.plan.AccountRequest;
import dev.flotilla.engine.plan.Dialect;
import dev.flotilla.engine.plan.DialectPlan;
import dev.flotilla.engine.plan.FieldCatalog;
import dev.flotilla.engine.plan.ObjectPlan;
import dev.flotilla.engine.plan.PlanRequest;
import dev.flotilla.engine.plan.Reason;
import dev.flotilla.engine.plan.RecordRequest;
import dev.flotilla.engine.plan.RuleFailure;
import dev.flotilla.engine.plan.Running;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.MapValue;
import org.jspecify.annotations.Nullable;

/// KubeFed's language.
public final class KubeFedDialect implements Dialect {
    public static final String ID = "kubefed";

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String newestRelease() {
        return "0.10";
    }

    @Override
    public boolean owns(TypeRef type) {
        return KubeFed.owns(type);
    }

    @Override
    public List<MemberCluster> declare(List<MemberCluster> known, List<Document> documents) {
        return KubeFedClusters.declare(known, documents);
    }

    /// What one document's findings were made from, beyond what all share.
    private record Inputs(@Nullable Document namespace, @Nullable Document preference, Map<String, Integer> previous,
            Map<String, Running> running) {
        static final Inputs NONE = new Inputs(null, null, Map.of(), Map.of());
    }

    /// @param plan `null` for what is no federated object
    private record Known(Inputs inputs, @Nullable ObjectPlan plan, List<Diagnostic> diagnostics) {}

    private record Memo(Setting.Shared shared, Map<Document, Known> known) {}

    @Override
    public DialectPlan plan(PlanRequest request) {
        Memo before = request.last() != null && request.last().memo() instanceof Memo memo ? memo : null;
        Setting setting = Setting.of(request, before == null ? Kinds.BUILT_IN : before.shared().kinds());
        Map<Document, Known> last = before != null && before.shared().equals(setting.shared()) ? before.known() : Map.of();
        var known = new IdentityHashMap<Document, Known>();
        var objects = new ArrayList<ObjectPlan>();
        var diagnostics = new ArrayList<Diagnostic>();
        Map<List<@Nullable String>, Document> effective = effective(request.documents(), setting);
        for (Document document : request.documents()) {
            if (!isOurs(document, setting)) continue;
            Document later = effective.getOrDefault(identity(document.manifest()), document);
            if (later != document) {
                diagnostics
                        .add(Diagnostic.warning("kubefed.same-name", document.at("metadata", "name"), document.ref().toString(),
                                later.file(), later.at("metadata", "name").line()));
                continue;
            }
            Known now = know(request, setting, document, last.get(document));
            known.put(document, now);
            if (now.plan() != null) objects.add(now.plan());
            diagnostics.addAll(now.diagnostics());
        }
        diagnostics.addAll(lonelyPreferences(request.documents(), setting, effective));
        return new DialectPlan(objects, diagnostics, new Memo(setting.shared(), known));
    }

    private static Known know(PlanRequest request, Setting setting, Document document, @Nullable Known before) {
        if (document.manifest().name().isBlank() || !isFederated(document.manifest().type(), setting)) {
            return before != null
                    ? before
                    : new Known(Inputs.NONE, null, DocumentCheck.check(document, null, Set.copyOf(setting.fleet().names()),
                            setting.kinds()));
        }
        Document preference = setting.preferenceFor(document.manifest());
        ObjectKey key = targetKey(setting, document);
        boolean divided = preference != null;
        var runs = new Scheduling.Runs(divided ? request.previous().getOrDefault(key, Map.of()) : Map.of(),
                divided ? request.running().getOrDefault(key, Map.of()) : Map.of());
        var inputs = new Inputs(setting.namespace(document.manifest().namespace()), preference, runs.pushed(), runs.seen());
        if (before != null && before.inputs().equals(inputs)) return before;
        ObjectPlanner.Planned planned = ObjectPlanner.plan(setting, document, runs);
        return new Known(inputs, planned.plan(), planned.diagnostics());
    }

    private static boolean isOurs(Document document, Setting setting) {
        TypeRef type = document.manifest().type();
        return KubeFed.owns(type) || isFederated(type, setting);
    }

    private static List<@Nullable String> identity(Manifest manifest) {
        return Arrays.asList(manifest.type().group(), manifest.kind(), manifest.namespace(), manifest.name());
    }

    /// Of documents with one name the last counts, as with `kubectl apply -f`.
    private static Map<List<@Nullable String>, Document> effective(List<Document> documents, Setting setting) {
        var effective = new HashMap<List<@Nullable String>, Document>();
        for (Document document : documents) {
            if (!document.manifest().name().isBlank() && isOurs(document, setting))
                effective.put(identity(document.manifest()), document);
        }
        return effective;
    }

    /// Preferences whose federated object is nowhere to be found: KubeFed waits for it without a word.
    private static List<Diagnostic> lonelyPreferences(List<Document> documents, Setting setting,
            Map<List<@Nullable String>, Document> effective) {
        var found = new ArrayList<Diagnostic>();
        for (Document document : documents) {
            Manifest manifest = document.manifest();
            if (!KubeFed.isPreference(manifest.type()) || effective.get(identity(manifest)) != document) continue;
            String kind = manifest.root().textAt("spec", "targetKind");
            if (kind == null || !Preference.SCHEDULED_KINDS.contains(kind)) continue;
            boolean there = setting.types().all().stream().filter(type -> type.federated().kind().equals(kind))
                    .anyMatch(type -> effective.containsKey(
                            Arrays.asList(type.federated().group(), kind, manifest.namespace(), manifest.name())));
            if (!there)
                found.add(Diagnostic.warning("kubefed.preference-without-target", document.at("metadata", "name"), kind,
                        String.valueOf(manifest.namespace()), manifest.name()));
        }
        return found;
    }

    private static boolean isFederated(TypeRef type, Setting setting) {
        return type.group().equals(KubeFed.TYPES_GROUP) && type.kind().startsWith("Federated") && type.kind().length() > 9
                || setting.types().of(type).isPresent();
    }

    private static ObjectKey targetKey(Setting setting, Document document) {
        var target = setting.types().of(document.manifest().type()).map(type -> type.target())
                .orElseGet(() -> ObjectPlanner.guessTarget(document));
        return new ObjectKey(target.group(), target.kind(), target.isNamespace() ? null : document.manifest().namespace(),
                document.manifest().name());
    }

    /// Only the kind's own fields: what others wrote into the object's metadata stays because server-side apply leaves it alone.
    @Override
    public Manifest retain(Manifest desired, Manifest live) throws RuleFailure {
        // Whoever looks after the member has said so.
        if ("false".equals(live.labels().get(KubeFed.MANAGED_LABEL)))
            throw new RuleFailure(Reason.of("kubefed.managed-label-false", KubeFed.MANAGED_LABEL));
        Retention.Retained retained = Retention.retainFields(desired.kind(), desired.root(), live.root(), MapValue.EMPTY);
        FieldPath wrong = retained.error();
        if (wrong != null) throw new RuleFailure(Reason.of("kubefed.field-retention-failed", wrong.toString()));
        return new Manifest(retained.manifest());
    }

    @Override
    public List<Reason> account(AccountRequest request) {
        return Accounts.of(request);
    }

    @Override
    public FieldCatalog catalog() {
        return Schemas.ALL;
    }

    @Override
    public Optional<Template> template(TypeRef type, List<Document> documents) {
        return EnabledTypes.of(documents, Release.V0_10).of(type).map(FederatedType::target)
                .or(() -> KubeFed.owns(type) && type.kind().startsWith("Federated")
                        ? KnownTypes.ofKind(type.kind().substring("Federated".length())).map(KnownTypes.Known::type)
                        : Optional.empty())
                .map(target -> new Template(KubeFed.TEMPLATE, new TypeRef(target.apiVersion(), target.kind())));
    }

    /// Only a preference looks at what runs.
    @Override
    public boolean dependsOnRunning(ObjectPlan object) {
        return object.policy() != null;
    }

    @Override
    public Optional<Map<String, String>> podsToCount(Manifest live) {
        if (!isManaged(live) || ReplicaState.isSettled(live.root())) return Optional.empty();
        Map<String, String> labels = live.root().mapAt("spec", "selector", "matchLabels").texts();
        return labels.isEmpty() ? Optional.empty() : Optional.of(labels);
    }

    /// Without labels to find its pods by, KubeFed gives up the whole preference.
    @Override
    public Optional<Running> running(Manifest live, List<Manifest> pods, Instant now) {
        if (!isManaged(live)) return Optional.of(Running.NOTHING);
        if (!ReplicaState.isSettled(live.root()) && podsToCount(live).isEmpty()) return Optional.empty();
        var seen = new ReplicaState.Seen(live.root(), pods.stream().map(Manifest::root).toList());
        ReplicaState state = ReplicaState.of(Map.of("", seen), now);
        return Optional.of(new Running(state.current().get(""), state.capacity().get(""), state.settling()));
    }

    private static boolean isManaged(Manifest live) {
        return "true".equals(live.labels().get(KubeFed.MANAGED_LABEL));
    }

    @Override
    public boolean notesDown() {
        return true;
    }

    @Override
    public List<Manifest> records(RecordRequest request) {
        return Records.of(request);
    }

    @Override
    public Map<String, String> marks() {
        return Map.of(KubeFed.MANAGED_LABEL, "true");
    }

    /// Neither the orphan annotation nor delete options count where a placement narrows.
    ///
    /// Source: kubefed `pkg/controller/sync/controller.go` syncToClusters.
    @Override
    public boolean asksWhenMoved() {
        return false;
    }

    /// KubeFed does not judge health.
    @Override
    public Optional<Boolean> health(Manifest live) {
        return Optional.empty();
    }
}
