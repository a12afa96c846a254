package dev.flotilla.engine.sandbox.http;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// The simple JSON paths of printer columns: `.status.conditions[?(@.type=="Ready")].status`, `.spec.items[0].name`.
final class JsonPath {
    private static final Pattern STEP = Pattern.compile(
            "\\.([A-Za-z0-9_-]+(?:\\\\.[A-Za-z0-9_/-]+)*)|\\['([^']*)']|\\[(\\d+)]|\\[\\?\\(@\\.([A-Za-z0-9_]+)\\s*==\\s*[\"']([^\"']*)[\"']\\)]");

    private JsonPath() {}

    static @Nullable Value find(Value root, String path) {
        @Nullable Value here = root;
        Matcher step = STEP.matcher(path);
        int at = 0;
        while (here != null && step.find(at) && step.start() == at) {
            at = step.end();
            if (step.group(1) != null) {
                here = here.get(step.group(1).replace("\\.", "."));
            } else if (step.group(2) != null) {
                here = here.get(step.group(2));
            } else if (step.group(3) != null) {
                here = here.get(Integer.parseInt(step.group(3)));
            } else {
                here = filtered(here, step.group(4), step.group(5));
            }
            if (at == path.length()) return here;
        }
        return at == path.length() ? here : null;
    }

    private static @Nullable Value filtered(Value list, String key, String value) {
        if (!(list instanceof dev.flotilla.engine.value.ListValue items)) return null;
        for (Value item : items) {
            if (value.equals(item.textAt(key))) return item;
        }
        return null;
    }
}
