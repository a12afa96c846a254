package dev.flotilla.engine.dialect.karmada.admission;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import dev.flotilla.engine.documents.LabelSyntax;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;

/// The rules for a ResourceInterpreterWebhookConfiguration.
///
/// Source: karmada: pkg/webhook/configuration/{validating,helper}.go; apiserver: pkg/util/webhook/validation.go.
final class HookRules {
    private static final FieldPath WEBHOOKS = FieldPath.of("webhooks");
    /// The only version in which Karmada asks.
    private static final String CONTEXT = "v1alpha1";

    private final ListValue webhooks;
    private final List<Finding> findings;

    HookRules(MapValue configuration, List<Finding> findings) {
        this.webhooks = configuration.listAt("webhooks");
        this.findings = findings;
    }

    private void invalid(FieldPath field, String detail, String code, Object... arguments) {
        findings.add(Finding.invalid(field, detail, code, arguments));
    }

    void check() {
        Validation.unique(WEBHOOKS, webhooks, findings);
        for (int i = 0; i < webhooks.size(); i++) {
            if (!(webhooks.items().get(i) instanceof MapValue hook)) continue;
            FieldPath at = WEBHOOKS.index(i);
            String name = hook.textAt("name");
            if (name != null && !isDomain(name)) {
                invalid(at.key("name"), "should be a domain with at least two segments separated by dots", "karmada.hook-name",
                        name);
            }
            client(at.key("clientConfig"), hook.mapAt("clientConfig"));
            rules(at.key("rules"), hook.listAt("rules"));
            versions(at.key("interpreterContextVersions"), hook.listAt("interpreterContextVersions").texts());
        }
    }

    private static boolean isDomain(String name) {
        String plain = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        return plain.contains(".") && LabelSyntax.isSubdomain(plain);
    }

    private void client(FieldPath at, MapValue client) {
        String url = client.textAt("url");
        boolean service = client.get("service") instanceof MapValue;
        if ((url != null) == service) {
            invalid(at, "exactly one of url or service is required", "karmada.url-or-service");
        } else if (url != null && !isAddress(url)) {
            invalid(at.key("url"), "must be https with a host, without user, query and fragment", "karmada.hook-url", url);
        }
    }

    private static boolean isAddress(String url) {
        try {
            URI uri = new URI(url);
            return "https".equals(uri.getScheme()) && uri.getHost() != null && uri.getUserInfo() == null && uri.getQuery() == null
                    && uri.getFragment() == null;
        } catch (URISyntaxException _) {
            return false;
        }
    }

    private void rules(FieldPath at, ListValue rules) {
        for (int i = 0; i < rules.size(); i++) {
            for (String list : List.of("operations", "apiGroups", "apiVersions", "kinds")) {
                List<String> all = rules.items().get(i).listAt(list).texts();
                if (all.size() > 1 && all.contains("*")) {
                    invalid(at.index(i).key(list), "if '*' is present, must not specify others", "karmada.star-alone");
                }
            }
        }
    }

    private void versions(FieldPath at, List<String> versions) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < versions.size(); i++) {
            if (!seen.add(versions.get(i))) {
                invalid(at.index(i), "duplicate version", "karmada.name-repeated", versions.get(i));
            }
        }
        if (!versions.isEmpty() && !versions.contains(CONTEXT)) {
            invalid(at, "must include at least one of " + CONTEXT, "karmada.context-version", CONTEXT);
        }
    }
}
