package dev.flotilla.engine.convert;

import java.util.ArrayList;
import java.util.List;

import dev.flotilla.engine.dialect.kubefed.objects.Release;
import dev.flotilla.engine.dialect.kubefed.override.JsonPatch;
import dev.flotilla.engine.dialect.kubefed.override.MemberObject;
import dev.flotilla.engine.dialect.kubefed.override.OverrideItem;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.JsonPointer;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;

/// One cluster's JSON patches as Karmada's overriders.
///
/// Each patch is applied to see where it really lands (KubeFed forgives missing slashes and missing keys), and written down for
/// that place. Annotations become an annotationsOverrider, which leaves those alone that Karmada itself adds.
final class Overriders {
    private static final FieldPath ANNOTATIONS = FieldPath.of("metadata", "annotations");

    private Overriders() {}

    static MapValue of(MemberObject.Base base, List<OverrideItem> items) {
        Value object = base.object();
        var plaintext = new ArrayList<Value>();
        var annotations = MapValue.builder();
        for (OverrideItem item : items) {
            if (!(JsonPatch.apply(object, item,
                    Release.V0_10) instanceof JsonPatch.Changed(Value after, FieldPath place, Value replaced))) {
                return MapValue.EMPTY;
            }
            object = after;
            if (place.equals(ANNOTATIONS) && replaced == null && after.at(place) instanceof MapValue map
                    && map.texts().size() == map.size()) {
                map.forEach(annotations::put);
            } else {
                plaintext.add(patch(item, place, after));
                pullPolicy(base.object(), place, after, plaintext);
            }
        }
        var out = MapValue.builder();
        MapValue added = annotations.build();
        if (!added.isEmpty()) {
            out.put("annotationsOverrider", ListValue.of(MapValue.builder().put("operator", "add").put("value", added).build()));
        }
        if (!plaintext.isEmpty()) out.put("plaintext", ListValue.of(plaintext));
        return out.build();
    }

    /// Another image may have another default, but Karmada has filled in that of the template by then; the member shall decide.
    private static void pullPolicy(MapValue template, FieldPath place, Value after, List<Value> plaintext) {
        FieldPath container = place.parent();
        if (!(place.segments().getLast() instanceof FieldPath.Key(String key)) || !key.equals("image")) return;
        FieldPath field = container.key(ServerDefaults.PULL_POLICY);
        if (!(template.at(place) instanceof Value.Text(String old)) || template.at(field) != null) return;
        if (after.at(place) instanceof Value.Text(String now)
                && ServerDefaults.pullPolicy(old).equals(ServerDefaults.pullPolicy(now)))
            return;
        plaintext.add(MapValue.builder().put("path", pointer(field)).put("operator", "remove").build());
    }

    private static Value patch(OverrideItem item, FieldPath place, Value after) {
        boolean inList = place.segments().getLast() instanceof FieldPath.Index;
        String operator = item.effectiveOp().equals("remove") ? "remove" : inList ? item.effectiveOp() : "add";
        var patch = MapValue.builder().put("path", pointer(item, place)).put("operator", operator);
        if (!operator.equals("remove")) {
            Value value = after.at(place);
            patch.put("value", value == null ? Value.NULL : value);
        }
        return patch.build();
    }

    private static String pointer(OverrideItem item, FieldPath place) {
        if (item.path().endsWith("/-")) return pointer(place.parent()) + "/-";
        return pointer(place);
    }

    static String pointer(FieldPath place) {
        var tokens = new ArrayList<String>();
        for (FieldPath.Segment segment : place.segments()) {
            tokens.add(switch (segment) {
                case FieldPath.Key(String name) -> name;
                case FieldPath.Index(int index) -> Integer.toString(index);
            });
        }
        return new JsonPointer(tokens).toString();
    }
}
