package dev.flotilla.engine.dialect.kubefed.check;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import dev.flotilla.engine.dialect.kubefed.objects.ControlPlane;
import dev.flotilla.engine.documents.LabelSyntax;
import dev.flotilla.engine.text.YamlEdits;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// What KubeFed's admission webhooks refuse, beyond the schema.
///
/// Source: kubefed `pkg/apis/core/v1beta1/validation/validation.go`, `pkg/apis/core/v1beta1/defaults/defaults.go`.
final class WebhookCheck {
    private static final Pattern LABEL_1035 = Pattern.compile("[a-z]([-a-z0-9]{0,61}[a-z0-9])?");
    private static final FieldPath SPEC = FieldPath.of("spec");

    private final Report report;
    private final YamlEdits edits;
    private final MapValue spec;

    WebhookCheck(Report report) {
        this.report = report;
        this.edits = new YamlEdits(report.document().source());
        this.spec = report.document().manifest().root().mapAt("spec");
    }

    void cluster() {
        FieldPath endpoint = SPEC.key("apiEndpoint");
        String address = spec.textAt("apiEndpoint");
        if (address != null) endpointProblem(address).ifPresent(code -> report.error(code, endpoint, address));
        String secret = spec.textAt("secretRef", "name");
        if (secret != null && !LabelSyntax.isSubdomain(secret))
            report.error("kubefed.not-a-subdomain", SPEC.key("secretRef").key("name"), secret);
        String bundle = spec.textAt("caBundle");
        if (bundle != null && !isBase64(bundle)) report.error("kubefed.not-base64", SPEC.key("caBundle"));
        validations(spec.listAt("disabledTLSValidations"));
        String proxy = spec.textAt("proxyURL");
        if (proxy != null && !proxy.isEmpty() && !proxy.matches("(?i)(https?|socks5)://.+")) {
            report.error("kubefed.proxy-scheme", SPEC.key("proxyURL"), proxy);
        } else if (proxy != null && !proxy.isEmpty() && !spec.listAt("disabledTLSValidations").isEmpty()) {
            report.warning("kubefed.proxy-ignored", SPEC.key("proxyURL"));
        }
    }

    private static boolean isBase64(String text) {
        try {
            byte[] _ = Base64.getDecoder().decode(text.strip());
            return true;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    /// Without a scheme, `https` is meant and there may be no path.
    private static Optional<String> endpointProblem(String address) {
        boolean scheme = address.contains("://");
        if (address.isEmpty()) return Optional.of("kubefed.endpoint");
        if (scheme && !address.matches("(?i)https?://.+")) return Optional.of("kubefed.endpoint-scheme");
        if (!scheme && address.contains("/")) return Optional.of("kubefed.endpoint-path");
        try {
            URI uri = new URI(scheme ? address : "https://" + address);
            if (uri.getHost() == null) return Optional.of("kubefed.endpoint");
            return uri.getPort() == 0 || uri.getPort() > 65535 ? Optional.of("kubefed.endpoint-port") : Optional.empty();
        } catch (URISyntaxException _) {
            return Optional.of("kubefed.endpoint");
        }
    }

    private void validations(ListValue list) {
        FieldPath place = SPEC.key("disabledTLSValidations");
        for (int i = 0; i < list.size(); i++) {
            if (!(list.items().get(i) instanceof Value.Text(String text))) continue;
            if (!Set.of("*", "SubjectName", "ValidityPeriod").contains(text)) {
                report.error("kubefed.not-one-of", place.index(i), place.index(i).toString(), text,
                        "*, SubjectName, ValidityPeriod");
            } else if (text.equals("*") && list.size() > 1) {
                report.error("kubefed.star-alone", place.index(i));
            }
        }
    }

    void typeConfig() {
        String plural = text(spec.textAt("targetType", "pluralName"));
        String group = text(spec.textAt("targetType", "group"));
        String name = report.document().manifest().name();
        String right = group.isEmpty() ? plural : plural + "." + group;
        if (!plural.isEmpty() && !name.equals(right)) {
            FieldPath place = FieldPath.of("metadata", "name");
            report.error("kubefed.type-config-name", place, name, right);
            report.fix("kubefed.replace-value", edits.set(place, Value.text(right)), name, right);
        }
        resource("targetType", false);
        resource("federatedType", true);
        if (spec.get("statusType") instanceof MapValue) resource("statusType", true);
    }

    private void resource(String field, boolean groupNeedsDot) {
        if (!(spec.get(field) instanceof MapValue type)) return;
        FieldPath place = SPEC.key(field);
        String group = text(type.textAt("group"));
        if (groupNeedsDot && group.isEmpty()) report.error("kubefed.required", place, place.key("group").toString());
        else if (groupNeedsDot && !group.contains(".")) report.error("kubefed.group-needs-dot", place.key("group"), group);
        else if (!group.isEmpty() && !LabelSyntax.isSubdomain(group))
            report.error("kubefed.not-a-subdomain", place.key("group"), group);
        for (String key : List.of("version", "kind", "pluralName")) {
            String value = type.textAt(key);
            if (value == null) continue;
            String compared = key.equals("kind") ? value.toLowerCase(Locale.ROOT) : value;
            if (!LABEL_1035.matcher(compared).matches()) report.error("kubefed.not-a-label", place.key(key), value);
        }
    }

    void config() {
        String name = report.document().manifest().name();
        if (!name.equals(ControlPlane.CONFIG_NAME)) {
            FieldPath place = FieldPath.of("metadata", "name");
            report.warning("kubefed.config-ignored", place, name);
            report.fix("kubefed.replace-value", edits.set(place, Value.text(ControlPlane.CONFIG_NAME)), name,
                    ControlPlane.CONFIG_NAME);
        }
        for (String key : List.of("availableDelay", "unavailableDelay", "cacheSyncTimeout")) {
            positive(20, "controllerDuration", key);
        }
        double lease = positive(15, "leaderElect", "leaseDuration");
        double renew = positive(10, "leaderElect", "renewDeadline");
        double retry = positive(5, "leaderElect", "retryPeriod");
        if (lease <= renew) {
            report.error("kubefed.lease-too-short", at("leaderElect", "leaseDuration"));
        }
        if (renew <= retry * 1.2) report.error("kubefed.renew-too-short", at("leaderElect", "renewDeadline"));
        positive(10, "clusterHealthCheck", "period");
        positive(3, "clusterHealthCheck", "timeout");
        count("clusterHealthCheck", "failureThreshold");
        count("clusterHealthCheck", "successThreshold");
        count("syncController", "maxConcurrentReconciles");
        count("statusController", "maxConcurrentReconciles");
        gates();
    }

    private static FieldPath at(String group, String key) {
        return SPEC.key(group).key(key);
    }

    /// @return seconds, the default when nothing or nothing readable is written
    private double positive(double otherwise, String group, String key) {
        Value value = spec.at(group, key);
        if (!(value instanceof Value.Text(String text))) return otherwise;
        Optional<Double> seconds = Durations.seconds(text);
        if (seconds.isEmpty()) report.error("kubefed.not-a-duration", at(group, key), text);
        else if (seconds.get() <= 0) report.error("kubefed.not-positive", at(group, key), text);
        return seconds.filter(s -> s > 0).orElse(otherwise);
    }

    private void count(String group, String key) {
        Long value = spec.intAt(group, key);
        if (value != null && value <= 0) report.error("kubefed.not-positive", at(group, key), value);
    }

    private void gates() {
        var names = new HashSet<String>();
        List<MapValue> gates = spec.listAt("featureGates").maps();
        for (int i = 0; i < gates.size(); i++) {
            String name = gates.get(i).textAt("name");
            if (name != null && !names.add(name))
                report.error("kubefed.gate-twice", SPEC.key("featureGates").index(i).key("name"), name);
        }
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
