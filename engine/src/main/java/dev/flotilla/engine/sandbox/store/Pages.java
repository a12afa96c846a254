package dev.flotilla.engine.sandbox.store;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.flotilla.engine.sandbox.errors.ApiError;
import dev.flotilla.engine.value.MapValue;
import org.jspecify.annotations.Nullable;

/// Lists in pages. All pages of a list show the state at its first page, as those of a real server do.
public final class Pages {
    private static final int KEPT = 50;

    private record Snapshot(long revision, List<MapValue> objects) {}

    /// @param revision  of the first page
    /// @param next      the token for the next page, or `null` on the last one
    /// @param remaining how many objects the later pages hold
    public record Page(List<MapValue> objects, long revision, @Nullable String next, int remaining) {}

    private final Map<String, Snapshot> snapshots = new LinkedHashMap<>();
    private long counter;

    /// @param objects all that match, in order
    /// @param limit   most objects on a page; 0 for no limit
    public synchronized Page first(List<MapValue> objects, long revision, int limit) {
        if (limit <= 0 || objects.size() <= limit) return new Page(objects, revision, null, 0);
        String key = Long.toString(++counter);
        snapshots.put(key, new Snapshot(revision, objects));
        if (snapshots.size() > KEPT) snapshots.remove(snapshots.keySet().iterator().next());
        return page(key, 0, limit);
    }

    /// @throws ApiError 410 when the token is unknown or has been forgotten
    public synchronized Page next(String token, int limit) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8).split(":");
            if (parts.length == 2 && snapshots.containsKey(parts[0])) return page(parts[0], Integer.parseInt(parts[1]), limit);
        } catch (IllegalArgumentException e) {
            throw ApiError.badRequest("continue key is not valid: " + e.getMessage());
        }
        throw ApiError
                .gone("The provided continue parameter is too old to display a consistent list result. You can start a new list "
                        + "without the continue parameter.");
    }

    private Page page(String key, int from, int limit) {
        Snapshot snapshot = snapshots.get(key);
        if (snapshot == null) throw new IllegalStateException("no snapshot " + key);
        int to = limit <= 0 ? snapshot.objects.size() : Math.min(from + limit, snapshot.objects.size());
        var objects = new ArrayList<>(snapshot.objects.subList(from, to));
        if (to == snapshot.objects.size()) return new Page(objects, snapshot.revision, null, 0);
        String next = Base64.getUrlEncoder().withoutPadding().encodeToString((key + ":" + to).getBytes(StandardCharsets.UTF_8));
        return new Page(objects, snapshot.revision, next, snapshot.objects.size() - to);
    }
}
