package dev.flotilla.engine.diff;

import java.util.List;
import java.util.Optional;

import dev.flotilla.engine.cluster.KeyedPath;
import dev.flotilla.engine.cluster.LiveObject;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;

/// Fields that are left to whoever set them, as people write them: `spec.replicas`, `metadata.labels[example.com/team]`,
/// `spec.template.spec.containers[name=web].image`.
public final class LeftFields {
    private LeftFields() {}

    /// How a field is written so that it is found again in a list of another order.
    ///
    /// @param root the object that the path is of
    public static String text(FieldPath path, Value root) {
        var out = new StringBuilder();
        FieldPath here = FieldPath.ROOT;
        for (FieldPath.Segment segment : path.segments()) {
            switch (segment) {
                case FieldPath.Key(String name) -> {
                    here = here.key(name);
                    boolean plain = !name.isEmpty() && name.chars().noneMatch(c -> c == '.' || c == '[' || c == ']');
                    out.append(plain ? (out.isEmpty() ? "" : ".") + name : "[" + name + "]");
                }
                case FieldPath.Index(int index) -> {
                    here = here.index(index);
                    Value item = root.at(here);
                    String name = item == null ? null : item.textAt("name");
                    out.append('[').append(name == null ? Integer.toString(index) : "name=" + name).append(']');
                }
            }
        }
        return out.toString();
    }

    static KeyedPath parse(String text) {
        KeyedPath path = KeyedPath.ROOT;
        int at = 0;
        while (at < text.length()) {
            int end;
            if (text.charAt(at) == '[') {
                int close = text.indexOf(']', at);
                end = close < 0 ? text.length() : close;
                path = path.then(bracket(text.substring(at + 1, end)));
                end = Math.min(text.length(), end + 1);
            } else {
                int start = text.charAt(at) == '.' ? at + 1 : at;
                end = start;
                while (end < text.length() && text.charAt(end) != '.' && text.charAt(end) != '[') {
                    end++;
                }
                if (end > start) path = path.then(new KeyedPath.Field(text.substring(start, end)));
                if (end == at) end++;
            }
            at = end;
        }
        return path;
    }

    private static KeyedPath.Part bracket(String inside) {
        int equals = inside.indexOf('=');
        if (equals > 0) {
            return new KeyedPath.Item(MapValue.of(inside.substring(0, equals), Value.text(inside.substring(equals + 1))));
        }
        return inside.matches("\\d{1,9}") ? new KeyedPath.At(Integer.parseInt(inside)) : new KeyedPath.Field(inside);
    }

    /// What is sent without the left fields. One that Flotilla itself owns is sent as it is live: were it left out, the server
    /// would take it away.
    static Manifest without(Manifest sent, LiveObject live, List<String> fields) {
        MapValue root = sent.root();
        LiveObject.Manager own = live.ownManager();
        for (String field : fields) {
            KeyedPath path = parse(field);
            Optional<FieldPath> place = path.in(root);
            if (place.isEmpty()) continue;
            Value there = path.in(live.root()).map(live.root()::at).orElse(null);
            boolean ours = own != null && there != null && Ownership.owns(own, place.get(), root, live);
            root = (MapValue) (ours && there != null ? root.set(place.get(), there) : root.remove(place.get()));
        }
        return root == sent.root() ? sent : new Manifest(root);
    }
}
