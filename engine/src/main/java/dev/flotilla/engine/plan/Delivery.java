package dev.flotilla.engine.plan;

import java.util.List;

import dev.flotilla.engine.value.FieldPath;

/// How an object is sent to its member and what happens to it later.
///
/// @param adopts      an object that somebody else made may be taken over; otherwise it is a conflict
/// @param keepsOnDeletion the object stays in the member when its template goes
/// @param suspended   nothing is sent while this holds
/// @param left        fields that are the member's where it has them, whatever the manifest says
/// @param firm        fields that are sent as they are, also where the dialect's rules would keep the member's value
public record Delivery(boolean adopts, boolean keepsOnDeletion, boolean suspended, List<FieldPath> left, List<FieldPath> firm) {
    public static final Delivery NORMAL = new Delivery(false, false, false);

    public Delivery {
        left = List.copyOf(left);
        firm = List.copyOf(firm);
    }

    /// With nothing left to the member but what the dialect's rules leave.
    public Delivery(boolean adopts, boolean keepsOnDeletion, boolean suspended) {
        this(adopts, keepsOnDeletion, suspended, List.of(), List.of());
    }

    /// The same with fields that are not a matter of the dialect's rules.
    public Delivery with(List<FieldPath> left, List<FieldPath> firm) {
        return new Delivery(adopts, keepsOnDeletion, suspended, left, firm);
    }
}
