package dev.flotilla.app.status;

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
import org.jspecify.annotations.Nullable;

/// What this page asks of the open fleet besides its status. Calls block.
public interface LiveObjects {
    /// @return `null` where the member has no such object
    @Nullable
    LiveObject read(String cluster, ObjectRef object) throws ClusterException;

    List<EventLine> events(String cluster, ObjectRef object) throws ClusterException;

    List<PodLine> pods(String cluster, ObjectRef object) throws ClusterException;

    /// What an object that is being deleted waits for; empty where it is not being deleted.
    Optional<Deletion> deletion(String cluster, ObjectRef object) throws ClusterException;

    /// What the dialect's control plane would have noted down about the object; empty for a dialect that notes nothing down.
    List<Manifest> records(FleetPlan plan, ObjectRef object) throws Exception;

    /// Until the log ends or the thread is interrupted.
    void logs(String cluster, LogQuery query, Consumer<String> line) throws ClusterException;

    /// Pushes this one object to this one member again, whoever owns its fields.
    ///
    /// @return whether it went through
    boolean restore(FleetPlan plan, String cluster, ObjectRef object) throws Exception;
}
