package dev.flotilla.engine.dialect.karmada.admission;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;

import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.Json;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;

/// The rules for objects that a control plane's own controllers write or act on: bindings, autoscalers, Services over several
/// clusters and quotas. What the schemas say of them is in the table of fields.
///
/// Source: karmada: pkg/webhook/{resourcebinding,federatedhpa,cronfederatedhpa,multiclusterservice,federatedresourcequota}.
final class ControllerValidation {
    private static final FieldPath SPEC = FieldPath.of("spec");
    private static final String DEPENDENCIES = "resourcebinding.karmada.io/dependencies";
    private static final Pattern SERVICE_NAME = Pattern.compile("[a-z]([-a-z0-9]{0,61}[a-z0-9])?");

    private final Manifest manifest;
    private final MapValue spec;
    private final List<Finding> findings = new ArrayList<>();

    private ControllerValidation(Manifest manifest) {
        this.manifest = manifest;
        spec = manifest.root().mapAt("spec");
    }

    static List<Finding> binding(Manifest binding) {
        var validation = new ControllerValidation(binding);
        validation.binding();
        return validation.findings;
    }

    static List<Finding> autoscaler(Manifest autoscaler) {
        var findings = new ArrayList<Finding>();
        new ScalingRules(autoscaler.root().mapAt("spec"), findings).check();
        return findings;
    }

    static List<Finding> schedule(Manifest schedule) {
        var findings = new ArrayList<Finding>();
        new ScheduleRules(schedule.root().mapAt("spec"), findings).check();
        return findings;
    }

    /// Its name is a Service's, and so is that of each of its ports.
    static List<Finding> service(Manifest service) {
        var validation = new ControllerValidation(service);
        if (!SERVICE_NAME.matcher(service.name()).matches()) {
            validation.invalid(FieldPath.of("metadata", "name"), "a DNS-1035 label must start with a letter",
                    "karmada.not-a-service-name", service.name());
        }
        ListValue ports = validation.spec.listAt("ports");
        for (int i = 0; i < ports.size(); i++) {
            String name = ports.items().get(i).textAt("name");
            if (name != null && !name.isEmpty() && !Validation.isLabel(name)) {
                validation.invalid(SPEC.key("ports").index(i).key("name"), "must be a lowercase RFC 1123 label",
                        "karmada.not-a-dns-label", name);
            }
        }
        Validation.unique(SPEC.key("ports"), ports, validation.findings);
        for (String list : List.of("providerClusters", "consumerClusters")) {
            ListValue clusters = validation.spec.listAt(list);
            Validation.unique(SPEC.key(list), clusters, validation.findings);
            for (int i = 0; i < clusters.size(); i++) {
                Validation.clusterName(SPEC.key(list).index(i).key("name"), clusters.items().get(i).textAt("name"),
                        validation.findings);
            }
        }
        return validation.findings;
    }

    /// Of taints with one key and one effect there is one.
    static List<Finding> taints(Manifest policy) {
        var validation = new ControllerValidation(policy);
        var seen = new HashSet<String>();
        ListValue taints = validation.spec.listAt("taints");
        for (int i = 0; i < taints.size(); i++) {
            if (!(taints.items().get(i) instanceof MapValue taint)) continue;
            String name = Validation.text(taint, "key") + ":" + Validation.text(taint, "effect");
            if (!seen.add(name)) {
                validation.invalid(SPEC.key("taints").index(i), "already exist", "karmada.taint-repeated", name);
            }
        }
        return validation.findings;
    }

    static List<Finding> quota(Manifest quota) {
        var findings = new ArrayList<Finding>();
        new QuotaRules(quota, findings).check();
        return findings;
    }

    private void invalid(FieldPath field, String detail, String code, Object... arguments) {
        findings.add(Finding.invalid(field, detail, code, arguments));
    }

    private void binding() {
        Validation.unique(SPEC.key("components"), spec.listAt("components"), findings);
        String dependencies = manifest.root().textAt("metadata", "annotations", DEPENDENCIES);
        if (dependencies == null) return;
        try {
            Json.read(dependencies);
        } catch (IllegalArgumentException _) {
            invalid(FieldPath.of("metadata", "annotations", DEPENDENCIES), "annotation value must be a valid JSON",
                    "karmada.not-json",
                    DEPENDENCIES);
        }
    }
}
