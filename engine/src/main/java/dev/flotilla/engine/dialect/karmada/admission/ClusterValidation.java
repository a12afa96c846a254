package dev.flotilla.engine.dialect.karmada.admission;

import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Quantity;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// The rules for `Cluster` objects, which an aggregated API server keeps.
///
/// Source: karmada: pkg/registry/cluster/strategy.go, pkg/apis/cluster/validation.
final class ClusterValidation {
    private static final FieldPath SPEC = FieldPath.of("spec");
    private static final FieldPath MODELS = SPEC.key("resourceModels");
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9]{0,46}[a-z0-9])?");
    private static final Set<String> PROXIES = Set.of("http", "https", "socks5");
    private static final BigDecimal END = BigDecimal.valueOf(Long.MAX_VALUE);

    private final Manifest cluster;
    private final MapValue spec;
    private final List<Finding> findings = new ArrayList<>();

    ClusterValidation(Manifest cluster) {
        this.cluster = cluster;
        spec = cluster.root().mapAt("spec");
    }

    List<Finding> findings() {
        if (!isName(cluster.name())) {
            invalid(FieldPath.of("metadata", "name"), "must be a DNS label of at most 48 characters", "karmada.cluster-name",
                    cluster.name());
        }
        endpoint();
        proxy();
        for (String field : List.of("provider", "region", "zone")) {
            Validation.labelValue(SPEC.key(field), Validation.text(spec, field), findings);
        }
        List<String> zones = spec.listAt("zones").texts();
        for (int i = 0; i < zones.size(); i++) {
            Validation.labelValue(SPEC.key("zones").index(i), zones.get(i), findings);
        }
        if (!zones.isEmpty() && !Validation.text(spec, "zone").isEmpty()) {
            invalid(SPEC.key("zone"), "zone can not be set with zones", "karmada.zone-and-zones");
        }
        taints();
        models();
        return findings;
    }

    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    private void invalid(FieldPath field, String detail, String code, Object... arguments) {
        findings.add(Finding.invalid(field, detail, code, arguments));
    }

    private void endpoint() {
        String written = Validation.text(spec, "apiEndpoint");
        if (written.isEmpty()) return;
        URI uri = uri(written.contains("://") ? written : "https://" + written);
        if (uri == null || uri.getHost() == null || uri.getUserInfo() != null || uri.getQuery() != null
                || uri.getFragment() != null) {
            invalid(SPEC.key("apiEndpoint"), "must be an address with a host and without user, query and fragment",
                    "karmada.api-endpoint", written);
        }
    }

    private void proxy() {
        String written = Validation.text(spec, "proxyURL");
        if (written.isEmpty()) return;
        URI uri = uri(written);
        if (uri == null || uri.getScheme() == null || !PROXIES.contains(uri.getScheme())) {
            invalid(SPEC.key("proxyURL"), "unsupported scheme, must be http, https, or socks5", "karmada.proxy-url", written);
        }
    }

    private static @Nullable URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException _) {
            return null;
        }
    }

    private void taints() {
        ListValue taints = spec.listAt("taints");
        var seen = new HashSet<String>();
        for (int i = 0; i < taints.size(); i++) {
            if (!(taints.get(i) instanceof MapValue taint)) continue;
            FieldPath field = SPEC.key("taints").index(i);
            String key = Validation.text(taint, "key");
            Validation.labelKey(field.key("key"), key, findings);
            Validation.labelValue(field.key("value"), Validation.text(taint, "value"), findings);
            String identity = key + ":" + Validation.text(taint, "effect");
            if (!seen.add(identity))
                invalid(field, "taints must be unique by key and effect pair", "karmada.taint-repeated", identity);
        }
    }

    private record Range(long grade, FieldPath field, BigDecimal min, BigDecimal max) {}

    private void models() {
        ListValue models = spec.listAt("resourceModels");
        var grades = new HashSet<Long>();
        var ranges = new TreeMap<String, List<Range>>();
        Set<String> resources = null;
        for (int i = 0; i < models.size(); i++) {
            if (!(models.get(i) instanceof MapValue model)) continue;
            FieldPath field = MODELS.index(i);
            Long written = model.intAt("grade");
            long grade = written == null ? 0 : written;
            if (!grades.add(grade)) invalid(field.key("grade"), "duplicate grade", "karmada.model-grade-repeated", grade);
            var names = new TreeSet<String>();
            ListValue list = model.listAt("ranges");
            for (int k = 0; k < list.size(); k++) {
                if (!(list.get(k) instanceof MapValue range)) continue;
                String name = Validation.text(range, "name");
                names.add(name);
                ranges.computeIfAbsent(name, _ -> new ArrayList<>()).add(new Range(grade, field.key("ranges").index(k),
                        amount(range.get("min")), amount(range.get("max"))));
            }
            if (resources != null && !resources.equals(names)) {
                invalid(field.key("ranges"), "every grade must have the same resources", "karmada.model-resources", grade);
            }
            if (resources == null) resources = names;
        }
        ranges.forEach(this::contiguous);
    }

    /// From 0 to the largest number there is, without a gap.
    private void contiguous(String resource, List<Range> ranges) {
        ranges.sort(Comparator.comparingLong(Range::grade));
        BigDecimal from = BigDecimal.ZERO;
        for (Range range : ranges) {
            boolean last = range == ranges.getLast();
            boolean fits = range.min().compareTo(from) == 0 && range.max().compareTo(range.min()) > 0
                    && (!last || range.max().compareTo(END) >= 0);
            if (!fits) {
                invalid(range.field(), "ranges must begin at 0, follow each other and end at the largest number",
                        "karmada.model-range", resource, range.grade());
                return;
            }
            from = range.max();
        }
    }

    private static BigDecimal amount(@Nullable Value value) {
        return Quantity.orZero(value == null ? null : value instanceof Value.Text(String s) ? s : value.toString()).amount();
    }
}
