package dev.flotilla.engine.status;

import java.util.List;
import java.util.Optional;

import dev.flotilla.engine.documents.ObjectRef;
import org.jspecify.annotations.Nullable;

/// One object on all members: a row of the matrix.
///
/// @param policy   what placed it, or `null`
/// @param planned  replicas over all members, or `null` for what has none
/// @param replicas the members' figures added up, or `null` for what has none
/// @param phase    the worst of all members that are not stale
/// @param members  the members it is planned for, in fleet order
public record ObjectStatus(ObjectRef object, String dialect, @Nullable ObjectRef policy, @Nullable Integer planned,
        @Nullable Replicas replicas, Phase phase, List<MemberStatus> members) {
    public ObjectStatus {
        members = List.copyOf(members);
    }

    public Optional<MemberStatus> on(String cluster) {
        return members.stream().filter(member -> member.cluster().equals(cluster)).findFirst();
    }

    /// How many members never said how it is.
    public int unknownMembers() {
        return (int) members.stream().filter(member -> !member.isKnown()).count();
    }

    /// How many members' figures are not fresh.
    public int staleMembers() {
        return (int) members.stream().filter(MemberStatus::stale).count();
    }
}
