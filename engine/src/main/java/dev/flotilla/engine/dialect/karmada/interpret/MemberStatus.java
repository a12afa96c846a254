package dev.flotilla.engine.dialect.karmada.interpret;

import java.util.List;

import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// What one member cluster reported of an object.
///
/// @param status `null` where nothing has been collected yet
public record MemberStatus(String cluster, @Nullable Value status) {

    /// As a binding's `status.aggregatedStatus`, which scripts get.
    static ListValue items(List<MemberStatus> members) {
        return ListValue.of(members.stream().map(member -> {
            var item = MapValue.builder().put("clusterName", member.cluster());
            if (member.status() != null) item.put("status", member.status());
            return item.put("applied", Value.TRUE).build();
        }).toList());
    }
}
