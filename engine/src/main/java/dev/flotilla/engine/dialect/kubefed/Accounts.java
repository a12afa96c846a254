package dev.flotilla.engine.dialect.kubefed;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import dev.flotilla.engine.dialect.kubefed.objects.FederatedType;
import dev.flotilla.engine.dialect.kubefed.objects.KubeFed;
import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.documents.Kinds;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.plan.AccountRequest;
import dev.flotilla.engine.plan.Listing;
import dev.flotilla.engine.plan.MemberAccount;
import dev.flotilla.engine.plan.ObjectPlan;
import dev.flotilla.engine.plan.PlanRequest;
import dev.flotilla.engine.plan.Reason;
import org.jspecify.annotations.Nullable;

/// What becomes of KubeFed's own objects that are no federated objects: what a preference divides, what a type's configuration
/// federates, what a member gets.
final class Accounts {
    private static final Set<String> KINDS = Set.of("KubeFedConfig", "FederatedTypeConfig", "ReplicaSchedulingPreference",
            "PropagatedVersion", "ClusterPropagatedVersion", "FederatedServiceStatus", "EnableTypeDirective");

    private final AccountRequest request;
    private final Document document;
    private final Setting setting;

    private Accounts(AccountRequest request) {
        this.request = request;
        this.document = request.document();
        this.setting = Setting.of(
                new PlanRequest(request.documents(), request.plan().fleet(), request.version(), Map.of(), null), Kinds.BUILT_IN);
    }

    /// @return empty for what is none of KubeFed's, and for federated objects, whose plan says it all
    static List<Reason> of(AccountRequest request) {
        Document document = request.document();
        if (!KubeFed.owns(document.manifest().type()) || request.planOf(document).isPresent()) return List.of();
        return new Accounts(request).facts();
    }

    private List<Reason> facts() {
        Manifest manifest = document.manifest();
        String kind = manifest.kind();
        if (KubeFed.isCore(manifest.type(), "KubeFedCluster")) return MemberAccount.of(request.plan(), manifest.name());
        var facts = new ArrayList<Reason>();
        facts.add(KINDS.contains(kind)
                ? Reason.of("kubefed.account.kind." + kind, manifest.name())
                : Reason.of("kubefed.account.kind-other", kind));
        switch (kind) {
            case "ReplicaSchedulingPreference" -> facts.addAll(preference(manifest));
            case "FederatedTypeConfig" -> setting.types().all().stream().filter(type -> type.config() == document).findFirst()
                    .ifPresentOrElse(type -> facts.addAll(federated(type)),
                            () -> facts.add(Reason.of("kubefed.account.replaced", manifest.name())));
            case "KubeFedConfig" -> facts.addAll(plane());
            default -> {
            }
        }
        return facts;
    }

    private List<ObjectPlan> objects() {
        return request.objects(KubeFedDialect.ID);
    }

    private List<Reason> preference(Manifest manifest) {
        List<ObjectPlan> divided = objects().stream().filter(object -> document.ref().equals(object.policy())).toList();
        if (!divided.isEmpty()) {
            return divided.stream().map(object -> Reason.of("kubefed.account.divides", target(manifest), Listing.members(object)))
                    .toList();
        }
        Document target = targetOf(manifest);
        if (target == null) return List.of(Reason.of("kubefed.account.target-missing", target(manifest)));
        if (setting.preferenceFor(target.manifest()) != document) {
            return List.of(Reason.of("kubefed.account.replaced", manifest.name()));
        }
        var facts = new ArrayList<Reason>();
        facts.add(Reason.of("kubefed.account.divides-nothing", target(manifest)));
        Reason idle = Scheduling.of(setting, target, new Scheduling.Runs(Map.of(), Map.of())).idle();
        if (idle != null) facts.add(idle);
        return facts;
    }

    private static String target(Manifest preference) {
        return preference.root().textAt("spec", "targetKind") + " " + preference.namespace() + "/" + preference.name();
    }

    private @Nullable Document targetOf(Manifest preference) {
        String kind = preference.root().textAt("spec", "targetKind");
        if (kind == null || preference.namespace() == null) return null;
        return request.documents().stream()
                .filter(other -> other.manifest().kind().equals(kind) && other.manifest().name().equals(preference.name())
                        && Objects.equals(other.manifest().namespace(), preference.namespace()))
                .reduce((_, later) -> later).orElse(null);
    }

    private List<Reason> federated(FederatedType type) {
        var facts = new ArrayList<Reason>();
        facts.add(Reason.of("kubefed.account.federates", type.federated().kind(), type.target().kind()));
        if (!type.propagated()) {
            facts.add(Reason.of("kubefed.type-disabled", type.name()).decidedBy(document.at("spec", "propagation")));
        }
        List<ObjectPlan> objects = objects().stream()
                .filter(object -> object.template() != null && type.federates(object.template().manifest().type())).toList();
        facts.add(objects.isEmpty()
                ? Reason.of("kubefed.account.type-unused", type.federated().kind())
                : Reason.of("kubefed.account.type-objects", objects.size(), Listing.objects(objects)));
        return facts;
    }

    private List<Reason> plane() {
        if (setting.plane().config() != document) {
            return List.of(Reason.of("kubefed.account.config-unread", document.manifest().name()));
        }
        var facts = new ArrayList<Reason>();
        facts.add(setting.plane().namespaced()
                ? Reason.of("kubefed.account.plane-namespaced", setting.plane().namespace())
                : Reason.of("kubefed.account.plane", setting.plane().namespace()));
        if (!setting.plane().pushes()) facts.add(Reason.of("kubefed.push-gate-off"));
        if (!setting.plane().schedules()) facts.add(Reason.of("kubefed.preference-gate-off"));
        return facts;
    }
}
