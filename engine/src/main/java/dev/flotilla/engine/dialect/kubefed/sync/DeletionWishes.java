package dev.flotilla.engine.dialect.kubefed.sync;

import java.util.Set;

import dev.flotilla.engine.dialect.kubefed.objects.KubeFed;
import dev.flotilla.engine.plan.OnDeletion;
import dev.flotilla.engine.value.Json;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// What a federated object's annotations ask for when it is deleted.
///
/// Source: kubefed `pkg/controller/util/deletionannotation.go`, `pkg/controller/util/orphaning.go`.
public final class DeletionWishes {
    private static final Set<String> POLICIES = Set.of("Background", "Foreground", "Orphan");

    private DeletionWishes() {}

    /// The orphan annotation comes before the options. Options that cannot be read ask for nothing here; KubeFed would not get past
    /// them.
    public static OnDeletion of(MapValue federated) {
        MapValue annotations = federated.mapAt("metadata", "annotations");
        if ("true".equals(annotations.textAt(KubeFed.ORPHAN_ANNOTATION))) return OnDeletion.STAYS;
        String written = annotations.textAt(KubeFed.DELETE_OPTIONS_ANNOTATION);
        if (written == null || !flaw(written).isEmpty() || !(read(written) instanceof MapValue options)) return OnDeletion.GOES;
        String policy = options.textAt("propagationPolicy");
        return new OnDeletion(false, policy == null ? "" : policy, options.intAt("gracePeriodSeconds"));
    }

    /// What is wrong with delete options as written: the code of a sentence, or empty.
    public static String flaw(String written) {
        if (!(read(written) instanceof MapValue options)) return "kubefed.delete-options";
        Value policy = options.get("propagationPolicy");
        if (isGiven(policy) && !(policy instanceof Value.Text(String word) && POLICIES.contains(word)))
            return "kubefed.delete-options-policy";
        Value grace = options.get("gracePeriodSeconds");
        if (isGiven(grace) && !(grace instanceof Value.Int(long seconds) && seconds >= 0)) return "kubefed.delete-options-grace";
        return "";
    }

    /// Whether the options name one very object, which the members' objects cannot all be.
    public static boolean namesOneObject(String written) {
        Value options = read(written);
        return options != null && !options.mapAt("preconditions").isEmpty();
    }

    private static boolean isGiven(@Nullable Value value) {
        return value != null && value != Value.NULL;
    }

    private static @Nullable Value read(String written) {
        try {
            return Json.read(written);
        } catch (IllegalArgumentException _) {
            return null;
        }
    }
}
