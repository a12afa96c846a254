package dev.flotilla.app.status;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import dev.flotilla.engine.cluster.ClusterException;
import dev.flotilla.engine.cluster.LiveObject;
import dev.flotilla.engine.cluster.LogQuery;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.documents.ObjectRef;
import dev.flotilla.engine.plan.FleetPlan;
import dev.flotilla.engine.status.Deletion;
import dev.flotilla.engine.status.ObjectDetails.EventLine;
import dev.flotilla.engine.status.ObjectDetails.PodLine;

/// Holds nothing, and remembers what it was asked.
final class FakeFleet implements LiveObjects {
    final List<String> restored = new ArrayList<>();
    final List<String> read = new ArrayList<>();
    ClusterException problem;

    @Override
    public LiveObject read(String cluster, ObjectRef object) throws ClusterException {
        read.add(cluster);
        if (problem != null) throw problem;
        return null;
    }

    @Override
    public List<EventLine> events(String cluster, ObjectRef object) {
        return List.of();
    }

    @Override
    public List<PodLine> pods(String cluster, ObjectRef object) {
        return List.of();
    }

    @Override
    public Optional<Deletion> deletion(String cluster, ObjectRef object) {
        return Optional.empty();
    }

    @Override
    public List<Manifest> records(FleetPlan plan, ObjectRef object) {
        return List.of();
    }

    @Override
    public void logs(String cluster, LogQuery query, Consumer<String> line) {
        line.accept("one");
        line.accept("two");
    }

    @Override
    public boolean restore(FleetPlan plan, String cluster, ObjectRef object) {
        restored.add(cluster + " " + object.name());
        return true;
    }
}
