package dev.flotilla.engine.dialect.karmada;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import dev.flotilla.engine.dialect.karmada.interpret.Interpreter;
import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.documents.TypeRef;
import dev.flotilla.engine.plan.Reason;
import dev.flotilla.engine.value.MapValue;
import org.jspecify.annotations.Nullable;

/// Who on a control plane would answer for a kind and cannot be asked here: interpreter webhooks, and the scripts that Karmada
/// ships for other projects' kinds. A script of the workspace goes before both.
///
/// Source: karmada: pkg/resourceinterpreter/interpreter.go; pkg/resourceinterpreter/default/thirdparty/resourcecustomizations.
final class ForeignRules {
    private static final Set<TypeRef> SHIPPED = Set.of(new TypeRef("apps.kruise.io/v1alpha1", "AdvancedCronJob"),
            new TypeRef("apps.kruise.io/v1alpha1", "BroadcastJob"), new TypeRef("apps.kruise.io/v1alpha1", "CloneSet"),
            new TypeRef("apps.kruise.io/v1alpha1", "DaemonSet"), new TypeRef("apps.kruise.io/v1alpha1", "SidecarSet"),
            new TypeRef("apps.kruise.io/v1alpha1", "UnitedDeployment"), new TypeRef("apps.kruise.io/v1beta1", "StatefulSet"),
            new TypeRef("argoproj.io/v1alpha1", "Workflow"), new TypeRef("batch.volcano.sh/v1alpha1", "Job"),
            new TypeRef("flink.apache.org/v1beta1", "FlinkDeployment"),
            new TypeRef("helm.toolkit.fluxcd.io/v2beta1", "HelmRelease"),
            new TypeRef("kustomize.toolkit.fluxcd.io/v1", "Kustomization"),
            new TypeRef("source.toolkit.fluxcd.io/v1", "GitRepository"),
            new TypeRef("source.toolkit.fluxcd.io/v1beta2", "Bucket"),
            new TypeRef("source.toolkit.fluxcd.io/v1beta2", "HelmChart"),
            new TypeRef("source.toolkit.fluxcd.io/v1beta2", "HelmRepository"),
            new TypeRef("source.toolkit.fluxcd.io/v1beta2", "OCIRepository"), new TypeRef("kubeflow.org/v1", "Notebook"),
            new TypeRef("kubeflow.org/v1", "PyTorchJob"), new TypeRef("kubeflow.org/v1", "TFJob"),
            new TypeRef("kubeflow.org/v2beta1", "MPIJob"), new TypeRef("kyverno.io/v1", "ClusterPolicy"),
            new TypeRef("kyverno.io/v1", "Policy"), new TypeRef("ray.io/v1", "RayCluster"),
            new TypeRef("ray.io/v1", "RayJob"), new TypeRef("ray.io/v1", "RayService"),
            new TypeRef("sparkoperator.k8s.io/v1beta2", "SparkApplication"));

    private final List<Document> hooks = new ArrayList<>();

    ForeignRules(List<Document> documents) {
        for (Document document : documents) {
            boolean hook = document.manifest().kind().equals("ResourceInterpreterWebhookConfiguration")
                    && document.manifest().type().group().equals("config.karmada.io");
            if (hook) hooks.add(document);
        }
    }

    /// The webhooks that a plan depends on by not being able to ask them.
    List<Document> hooks() {
        return hooks;
    }

    /// Who would say how many replicas an object of this type has; `null` where nobody but this program's own rules would.
    @Nullable
    Reason about(TypeRef type, Interpreter interpreter) {
        if (interpreter.asksScriptForReplicas(type)) return null;
        for (Document hook : hooks) {
            for (MapValue webhook : hook.manifest().root().listAt("webhooks").maps()) {
                if (webhook.listAt("rules").maps().stream().anyMatch(rule -> covers(rule, type))) {
                    return Reason.of("karmada.doubt.interpreter-webhook", type.kind(), String.valueOf(webhook.textAt("name")));
                }
            }
        }
        return SHIPPED.contains(type) ? Reason.of("karmada.doubt.shipped-script", type.kind()) : null;
    }

    private static boolean covers(MapValue rule, TypeRef type) {
        return has(rule, "operations", "InterpretReplica") && has(rule, "apiGroups", type.group())
                && has(rule, "apiVersions", type.version()) && has(rule, "kinds", type.kind());
    }

    private static boolean has(MapValue rule, String list, String wanted) {
        List<String> texts = rule.listAt(list).texts();
        return texts.contains("*") || texts.contains(wanted);
    }
}
