package dev.flotilla.app.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.engine.cluster.ClusterException;
import dev.flotilla.engine.documents.ObjectRef;
import dev.flotilla.engine.status.Deletion;
import dev.flotilla.engine.status.FleetStatus;
import dev.flotilla.engine.status.MemberStatus;
import dev.flotilla.engine.status.ObjectDetails;
import dev.flotilla.engine.status.ObjectStatus;
import dev.flotilla.engine.status.Phase;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;

/// What deletions wait for.
final class DeletionText {
    static final DeletionText NONE = new DeletionText(Map.of());

    private final Map<Place, Deletion> found;

    private record Place(String cluster, ObjectRef object) {}

    private DeletionText(Map<Place, Deletion> found) {
        this.found = found;
    }

    /// Asks the members about every object that is being deleted.
    static DeletionText of(FleetStatus status, ObjectDetails details) {
        var found = new LinkedHashMap<Place, Deletion>();
        for (ObjectStatus object : status.objects()) {
            for (MemberStatus member : object.members()) {
                if (member.phase() != Phase.TERMINATING || member.stale()) continue;
                try {
                    details.deletion(member.cluster(), object.object())
                            .ifPresent(deletion -> found.put(new Place(member.cluster(), object.object()), deletion));
                } catch (ClusterException _) {
                    // The cell says already that the object is being deleted.
                }
            }
        }
        return new DeletionText(found);
    }

    private Optional<Deletion> of(String cluster, ObjectRef object) {
        return Optional.ofNullable(found.get(new Place(cluster, object)));
    }

    /// A line for each thing that is waited for, deeper ones further in, each with the way out.
    List<String> lines(String cluster, ObjectRef object, Messages words) {
        var lines = new ArrayList<String>();
        of(cluster, object).ifPresent(deletion -> {
            lines.add(cluster + "  " + words.get("cli.deletion", object.toString()));
            lines(deletion, "  ", words, lines);
        });
        return lines;
    }

    private static void lines(Deletion deletion, String margin, Messages words, List<String> lines) {
        for (Deletion.Wait wait : deletion.waits()) {
            lines.add(margin + "└ " + words.reason(wait.why()));
            if (wait.on() == null) {
                lines.add(margin + "  " + words.get("cli.deletion.way-out", words.reason(wait.wayOut())));
            } else {
                lines(wait.on(), margin + "  ", words, lines);
            }
        }
    }

    ListValue json(String cluster, ObjectRef object) {
        return of(cluster, object).map(DeletionText::waits).orElse(ListValue.EMPTY);
    }

    private static ListValue waits(Deletion deletion) {
        return ListValue.of(deletion.waits().stream().map(wait -> {
            Messages english = Messages.english();
            return MapValue.builder().put("code", wait.why().code()).put("message", english.reason(wait.why()))
                    .put("wayOut", english.reason(wait.wayOut()))
                    .put("object", wait.on() == null ? Value.NULL : ChangeText.ref(wait.on().object()))
                    .put("waits", wait.on() == null ? ListValue.EMPTY : waits(wait.on())).build();
        }).toList());
    }
}
