package dev.flotilla.engine.documents;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// What may be a label's key and value (apimachinery: pkg/util/validation). The sentences are Kubernetes' own.
public final class LabelSyntax {
    private static final String NAME = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";
    private static final Pattern NAME_PATTERN = Pattern.compile(NAME);
    private static final String SUBDOMAIN = "[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*";
    private static final Pattern SUBDOMAIN_PATTERN = Pattern.compile(SUBDOMAIN);
    private static final int NAME_LENGTH = 63;
    private static final int PREFIX_LENGTH = 253;

    private LabelSyntax() {}

    public static boolean isKey(String key) {
        return keyFaults(key).isEmpty();
    }

    public static boolean isValue(String value) {
        return valueFaults(value).isEmpty();
    }

    /// Whether this is a lowercase RFC 1123 subdomain, as most names and the prefixes of keys are.
    public static boolean isSubdomain(String name) {
        return name.length() <= PREFIX_LENGTH && SUBDOMAIN_PATTERN.matcher(name).matches();
    }

    /// What is wrong with a key; empty when nothing is.
    public static List<String> keyFaults(String key) {
        String[] parts = key.split("/", -1);
        if (parts.length > 2) {
            return List.of("a qualified name "
                    + pattern("must consist of alphanumeric characters, '-', '_' or '.', and must start and end with"
                            + " an alphanumeric character", NAME, "MyName", "my.name", "123-abc")
                    + " with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')");
        }
        var faults = new ArrayList<String>();
        if (parts.length == 2) {
            String prefix = parts[0];
            if (prefix.isEmpty()) {
                faults.add("prefix part must be non-empty");
            } else {
                if (prefix.length() > PREFIX_LENGTH) faults.add("prefix part must be no more than 253 bytes");
                if (!SUBDOMAIN_PATTERN.matcher(prefix).matches()) {
                    faults.add("prefix part " + pattern(
                            "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters,"
                                    + " '-' or '.', and must start and end with an alphanumeric character",
                            SUBDOMAIN, "example.com"));
                }
            }
        }
        String name = parts[parts.length - 1];
        if (name.isEmpty()) {
            faults.add("name part must be non-empty");
        } else if (name.length() > NAME_LENGTH) {
            faults.add("name part must be no more than 63 bytes");
        }
        if (!NAME_PATTERN.matcher(name).matches()) {
            faults.add("name part "
                    + pattern("must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an"
                            + " alphanumeric character", NAME, "MyName", "my.name", "123-abc"));
        }
        return faults;
    }

    /// What is wrong with a value; empty when nothing is.
    public static List<String> valueFaults(String value) {
        var faults = new ArrayList<String>();
        if (value.length() > NAME_LENGTH) faults.add("must be no more than 63 bytes");
        if (!value.isEmpty() && !NAME_PATTERN.matcher(value).matches()) {
            faults.add(pattern(
                    "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start"
                            + " and end with an alphanumeric character",
                    "(" + NAME + ")?", "MyValue", "my_value", "12345"));
        }
        return faults;
    }

    private static String pattern(String sentence, String regex, String... examples) {
        var out = new StringBuilder(sentence).append(" (e.g. ");
        for (int i = 0; i < examples.length; i++) {
            if (i > 0) out.append(" or ");
            out.append('\'').append(examples[i]).append("', ");
        }
        return out.append("regex used for validation is '").append(regex).append("')").toString();
    }
}
