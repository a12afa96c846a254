package dev.flotilla.engine.plan;

import java.util.List;

/// How an object is sent to its member and what happens to it later.
///
/// @param adopts      an object that somebody else made may be taken over; otherwise it is a conflict
/// @param keepsOnDeletion the object stays in the member when its template goes
/// @param suspended   nothing is sent while this holds
/// @param leaves      fields that are left to the member, such as `spec.replicas`
public record Delivery(boolean adopts, boolean keepsOnDeletion, boolean suspended, List<String> leaves) {
    public static final Delivery NORMAL = new Delivery(false, false, false);

    public Delivery {
        leaves = List.copyOf(leaves);
    }

    public Delivery(boolean adopts, boolean keepsOnDeletion, boolean suspended) {
        this(adopts, keepsOnDeletion, suspended, List.of());
    }

    public Delivery leaving(List<String> fields) {
        return new Delivery(adopts, keepsOnDeletion, suspended, fields);
    }
}
