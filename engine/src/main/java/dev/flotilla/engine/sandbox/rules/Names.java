package dev.flotilla.engine.sandbox.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import dev.flotilla.engine.sandbox.errors.FieldError;
import dev.flotilla.engine.sandbox.kind.ServedKind;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;

/// Which names, labels and annotations an object may have.
///
/// Source: kubernetes `staging/src/k8s.io/apimachinery/pkg/util/validation/validation.go`.
public final class Names {
    private static final String LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
    private static final Pattern DNS_LABEL = Pattern.compile(LABEL);
    private static final Pattern SUBDOMAIN = Pattern.compile(LABEL + "(\\." + LABEL + ")*");
    private static final Pattern DNS_1035 = Pattern.compile("[a-z]([-a-z0-9]*[a-z0-9])?");
    private static final Pattern QUALIFIED = Pattern.compile("([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]");

    private static final String SUBDOMAIN_TEXT = "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, "
            + "'-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is "
            + "'[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
    private static final String LABEL_TEXT = "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and "
            + "must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is "
            + "'[a-z0-9]([-a-z0-9]*[a-z0-9])?')";
    private static final String DNS_1035_TEXT = "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an "
            + "alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is "
            + "'[a-z]([-a-z0-9]*[a-z0-9])?')";
    private static final String QUALIFIED_TEXT = "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and "
            + "end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is "
            + "'([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";
    private static final String VALUE_TEXT = "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or "
            + "'.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for "
            + "validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";

    private static final Set<String> FREE = Set.of("Role", "ClusterRole", "RoleBinding", "ClusterRoleBinding");

    private Names() {}

    static List<FieldError> metadata(ServedKind kind, MapValue object) {
        var errors = new ArrayList<FieldError>();
        String name = Fill.text(object.at("metadata", "name"));
        if (name.isEmpty()) {
            errors.add(FieldError.required("metadata.name", "name or generateName is required"));
        } else {
            name(kind, name, errors);
        }
        errors.addAll(labels(object.mapAt("metadata", "labels"), "metadata.labels"));
        for (String key : object.mapAt("metadata", "annotations").keys()) {
            qualified(key, "metadata.annotations", errors);
        }
        return errors;
    }

    private static void name(ServedKind kind, String name, List<FieldError> errors) {
        if (FREE.contains(kind.kind())) {
            if (name.contains("/") || name.contains("%"))
                errors.add(FieldError.invalid("metadata.name", Value.text(name),
                        "may not contain '/'"));
            return;
        }
        boolean service = kind.is("", "Service");
        boolean label = kind.is("", "Namespace");
        int most = service || label ? 63 : 253;
        if (name.length() > most)
            errors.add(FieldError.invalid("metadata.name", Value.text(name), "must be no more than " + most
                    + " characters"));
        Pattern pattern = service ? DNS_1035 : label ? DNS_LABEL : SUBDOMAIN;
        if (!pattern.matcher(name).matches())
            errors.add(FieldError.invalid("metadata.name", Value.text(name), service
                    ? DNS_1035_TEXT
                    : label ? LABEL_TEXT : SUBDOMAIN_TEXT));
    }

    static List<FieldError> labels(MapValue labels, String path) {
        var errors = new ArrayList<FieldError>();
        labels.texts().forEach((key, value) -> {
            qualified(key, path, errors);
            if (value.length() > 63)
                errors.add(FieldError.invalid(path, Value.text(value), "must be no more than 63 characters"));
            if (!value.isEmpty() && !QUALIFIED.matcher(value).matches())
                errors.add(FieldError.invalid(path, Value.text(value), VALUE_TEXT));
        });
        return errors;
    }

    private static void qualified(String key, String path, List<FieldError> errors) {
        int slash = key.indexOf('/');
        String prefix = slash < 0 ? "" : key.substring(0, slash);
        String name = key.substring(slash + 1);
        if (slash >= 0 && !SUBDOMAIN.matcher(prefix).matches()) {
            errors.add(FieldError.invalid(path, Value.text(key), "prefix part " + SUBDOMAIN_TEXT));
        }
        if (!QUALIFIED.matcher(name).matches()) errors.add(FieldError.invalid(path, Value.text(key), QUALIFIED_TEXT));
        if (name.length() > 63)
            errors.add(FieldError.invalid(path, Value.text(key), "name part must be no more than 63 characters"));
    }

    static void dnsLabel(String name, String path, List<FieldError> errors) {
        if (!DNS_LABEL.matcher(name).matches()) errors.add(FieldError.invalid(path, Value.text(name), LABEL_TEXT));
    }
}
