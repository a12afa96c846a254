package dev.flotilla.engine.dialect.kubefed.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.flotilla.engine.dialect.kubefed.objects.EnabledTypes;
import dev.flotilla.engine.dialect.kubefed.objects.KubeFed;
import dev.flotilla.engine.dialect.kubefed.objects.Release;
import dev.flotilla.engine.documents.TypeRef;
import dev.flotilla.engine.plan.FieldCatalog;
import dev.flotilla.engine.plan.FieldCatalog.Offers;
import dev.flotilla.engine.value.FieldPath;

import static dev.flotilla.engine.dialect.kubefed.check.Schema.any;
import static dev.flotilla.engine.dialect.kubefed.check.Schema.flag;
import static dev.flotilla.engine.dialect.kubefed.check.Schema.list;
import static dev.flotilla.engine.dialect.kubefed.check.Schema.map;
import static dev.flotilla.engine.dialect.kubefed.check.Schema.number;
import static dev.flotilla.engine.dialect.kubefed.check.Schema.object;
import static dev.flotilla.engine.dialect.kubefed.check.Schema.text;

/// KubeFed's types, field by field.
public final class Schemas implements FieldCatalog {
    public static final Schemas ALL = new Schemas();

    private static final Schema METADATA = object("metadata", text("name").required(), text("namespace").offers(Offers.NAMESPACE),
            map("labels"), map("annotations")).required();

    private static final Schema CONDITIONS = list("conditions", text("type").required(),
            text("status", "True", "False", "Unknown").required(),
            text("reason"), text("message"), text("lastProbeTime"), text("lastUpdateTime"), text("lastTransitionTime"));

    private static final Schema FEDERATED = whole(
            object("spec", any("template").doc("doc.kubefed.template"),
                    object("placement",
                            list("clusters", text("name").required().offers(Offers.CLUSTER))
                                    .doc("doc.kubefed.placement.clusters"),
                            object("clusterSelector", map("matchLabels").offers(Offers.CLUSTER_LABEL),
                                    list("matchExpressions", text("key").required().offers(Offers.CLUSTER_LABEL),
                                            text("operator", "In", "NotIn", "Exists", "DoesNotExist").required(), list("values")))
                                    .doc("doc.kubefed.placement.clusterSelector"))
                            .doc("doc.kubefed.placement"),
                    list("overrides", text("clusterName").offers(Offers.CLUSTER),
                            list("clusterOverrides",
                                    text("op", "add", "remove", "replace", "").doc("doc.kubefed.overrides.op")
                                            .standard("replace"),
                                    text("path").required().offers(Offers.JSON_POINTER).doc("doc.kubefed.overrides.path"),
                                    any("value").doc("doc.kubefed.overrides.value")))
                            .doc("doc.kubefed.overrides"),
                    flag("retainReplicas").doc("doc.kubefed.retainReplicas").standard("false")).required(),
            object("status", number("observedGeneration"), CONDITIONS,
                    list("clusters", text("name").required(), text("status"), any("remoteStatus"))));

    private static final Schema PREFERENCE = whole(
            object("spec",
                    text("targetKind", "FederatedDeployment", "FederatedReplicaSet").required()
                            .doc("doc.kubefed.preference.targetKind"),
                    number("totalReplicas").required().doc("doc.kubefed.preference.totalReplicas"),
                    flag("rebalance").doc("doc.kubefed.preference.rebalance").standard("false"),
                    flag("intersectWithClusterSelector").doc("doc.kubefed.preference.intersect").standard("false"),
                    map("clusters", number("weight").doc("doc.kubefed.preference.weight").standard("0"),
                            number("minReplicas").doc("doc.kubefed.preference.minReplicas").standard("0"),
                            number("maxReplicas").doc("doc.kubefed.preference.maxReplicas"))
                            .offers(Offers.CLUSTER).doc("doc.kubefed.preference.clusters"))
                    .required(),
            object("status"));

    private static final Schema CLUSTER = whole(
            object("spec", text("apiEndpoint").required().doc("doc.kubefed.cluster.apiEndpoint"), text("caBundle"),
                    object("secretRef", text("name").required()).required().doc("doc.kubefed.cluster.secretRef"),
                    list("disabledTLSValidations").doc("doc.kubefed.cluster.tls"), text("proxyURL")).required(),
            object("status", CONDITIONS.required(), text("kubernetesVersion"), text("region").offers(Offers.REGION),
                    list("zones")));

    private static final Schema TYPE_CONFIG = whole(
            object("spec", apiResource("targetType").required(),
                    text("propagation", "Enabled", "Disabled").required().doc("doc.kubefed.type.propagation"),
                    apiResource("federatedType").required(), apiResource("statusType"),
                    text("statusCollection", "Enabled", "Disabled").doc("doc.kubefed.type.statusCollection")).required(),
            object("status", number("observedGeneration"), text("propagationController", "Running", "NotRunning"),
                    text("statusController", "Running", "NotRunning")));

    private static final Schema CONFIG = whole(object("spec",
            text("scope", "Cluster", "Namespaced").required().doc("doc.kubefed.config.scope"),
            object("controllerDuration", text("availableDelay").standard("20s"), text("unavailableDelay").standard("60s"),
                    text("cacheSyncTimeout").standard("5m")),
            object("leaderElect", text("leaseDuration").standard("15s"), text("renewDeadline").standard("10s"),
                    text("retryPeriod").standard("5s"), text("resourceLock", "configmaps", "endpoints").standard("configmaps")),
            list("featureGates", text("name", "PushReconciler", "RawResourceStatusCollection", "SchedulerPreferences").required(),
                    text("configuration", "Enabled", "Disabled").required()).doc("doc.kubefed.config.featureGates"),
            object("clusterHealthCheck", text("period").standard("10s"), number("failureThreshold").standard("3"),
                    number("successThreshold").standard("1"), text("timeout").standard("3s")),
            object("syncController", number("maxConcurrentReconciles").standard("1"),
                    text("adoptResources", "Enabled", "Disabled").standard("Enabled")),
            object("statusController", number("maxConcurrentReconciles").standard("1"))).required());

    private static final Schema PROPAGATED_VERSION = whole(object("status", text("templateVersion").required(),
            text("overridesVersion").required(),
            list("clusterVersions", text("clusterName").required(), text("version").required())));

    private static final Schema SERVICE_STATUS = whole(
            list("clusterStatus", text("clusterName").required(), any("status").required()));

    private static final Map<TypeRef, Schema> BY_TYPE = byType();

    private Schemas() {}

    private static Schema whole(Schema... parts) {
        var fields = new ArrayList<Schema>(List.of(text("apiVersion").required(), text("kind").required(), METADATA));
        fields.addAll(List.of(parts));
        return object("", fields.toArray(Schema[]::new));
    }

    private static Schema apiResource(String name) {
        return object(name, text("group"), text("version").required(), text("kind").required().offers(Offers.KIND),
                text("pluralName").required(), text("scope", "Cluster", "Namespaced").required());
    }

    private static Map<TypeRef, Schema> byType() {
        var types = new LinkedHashMap<TypeRef, Schema>();
        for (String kind : List.of("FederatedDeployment", "FederatedNamespace")) {
            types.put(federated(kind), FEDERATED);
        }
        types.put(new TypeRef(KubeFed.SCHEDULING_GROUP + "/v1alpha1", "ReplicaSchedulingPreference"), PREFERENCE);
        EnabledTypes.chart(Release.V0_10).forEach(type -> types.put(type.federated(), FEDERATED));
        for (String kind : List.of("FederatedStatefulSet", "FederatedDaemonSet", "FederatedCronJob",
                "FederatedCustomResourceDefinition")) {
            types.put(federated(kind), FEDERATED);
        }
        types.put(new TypeRef(KubeFed.CORE_API, "KubeFedCluster"), CLUSTER);
        types.put(new TypeRef(KubeFed.CORE_API, "FederatedTypeConfig"), TYPE_CONFIG);
        types.put(new TypeRef(KubeFed.CORE_API, "KubeFedConfig"), CONFIG);
        types.put(new TypeRef(KubeFed.CORE_GROUP + "/v1alpha1", "PropagatedVersion"), PROPAGATED_VERSION);
        types.put(new TypeRef(KubeFed.CORE_GROUP + "/v1alpha1", "ClusterPropagatedVersion"), PROPAGATED_VERSION);
        types.put(new TypeRef(KubeFed.CORE_GROUP + "/v1alpha1", "FederatedServiceStatus"), SERVICE_STATUS);
        return types;
    }

    private static TypeRef federated(String kind) {
        return new TypeRef(KubeFed.TYPES_GROUP + "/" + KubeFed.FEDERATED_VERSION, kind);
    }

    /// The schema of a type; every `Federated…` kind of KubeFed's group has the same.
    public Optional<Schema> of(TypeRef type) {
        Schema known = BY_TYPE.get(type);
        if (known != null) return Optional.of(known);
        boolean federated = type.group().equals(KubeFed.TYPES_GROUP) && type.kind().startsWith("Federated");
        return federated ? Optional.of(FEDERATED) : Optional.empty();
    }

    /// The schema of federated objects, also of those in groups of their own.
    public Schema federated() {
        return FEDERATED;
    }

    @Override
    public List<TypeRef> types() {
        return List.copyOf(BY_TYPE.keySet());
    }

    @Override
    public Optional<Field> field(TypeRef type, FieldPath path) {
        return of(type).flatMap(schema -> schema.at(path)).map(Schema::field);
    }

    @Override
    public List<Field> children(TypeRef type, FieldPath path) {
        return of(type).flatMap(schema -> schema.at(path)).stream()
                .filter(schema -> schema.field().shape() != FieldCatalog.Shape.MAP)
                .flatMap(schema -> schema.children().stream()).map(Schema::field).toList();
    }
}
