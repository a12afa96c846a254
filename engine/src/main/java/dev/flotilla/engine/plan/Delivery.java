package dev.flotilla.engine.plan;

import java.util.List;

import dev.flotilla.engine.value.FieldPath;

/// How an object is sent to its member and what happens to it later.
///
/// @param adopts      an object that somebody else made may be taken over; otherwise it is a conflict
/// @param onDeletion  what becomes of the object in the member when its template goes
/// @param suspended   nothing is sent while this holds
/// @param left        fields that are the member's where it has them, whatever the manifest says
/// @param firm        fields that are sent as they are, also where the dialect's rules would keep the member's value
/// @param leaves      fields that the workspace leaves to their owner, such as `spec.replicas`: never sent, never drift
public record Delivery(boolean adopts, OnDeletion onDeletion, boolean suspended, List<FieldPath> left, List<FieldPath> firm,
        List<String> leaves) {
    public static final Delivery NORMAL = new Delivery(false, false, false);

    public Delivery {
        left = List.copyOf(left);
        firm = List.copyOf(firm);
        leaves = List.copyOf(leaves);
    }

    /// With nothing left to the member but what the dialect's rules leave.
    public Delivery(boolean adopts, OnDeletion onDeletion, boolean suspended) {
        this(adopts, onDeletion, suspended, List.of(), List.of(), List.of());
    }

    /// @param keepsOnDeletion the object stays in the member when its template goes
    public Delivery(boolean adopts, boolean keepsOnDeletion, boolean suspended) {
        this(adopts, keepsOnDeletion ? OnDeletion.STAYS : OnDeletion.GOES, suspended);
    }

    /// The same with fields that are not a matter of the dialect's rules.
    public Delivery with(List<FieldPath> left, List<FieldPath> firm) {
        return new Delivery(adopts, onDeletion, suspended, left, firm, leaves);
    }

    public Delivery leaving(List<String> fields) {
        return new Delivery(adopts, onDeletion, suspended, left, firm, fields);
    }

    /// Whether the object stays in the member when its template goes.
    public boolean keepsOnDeletion() {
        return onDeletion.keeps();
    }
}
