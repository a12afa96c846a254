package dev.flotilla.engine.fleet;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// All member clusters, in the order in which they are declared and shown.
public record Fleet(List<MemberCluster> members) {
    public static final Fleet EMPTY = new Fleet(List.of());

    public Fleet {
        members = List.copyOf(members);
        var names = new HashSet<String>();
        for (MemberCluster member : members) {
            if (!names.add(member.name())) throw new IllegalArgumentException("two members are called " + member.name());
        }
    }

    public Optional<MemberCluster> member(String name) {
        return members.stream().filter(member -> member.name().equals(name)).findFirst();
    }

    public List<String> names() {
        return members.stream().map(MemberCluster::name).toList();
    }
}
