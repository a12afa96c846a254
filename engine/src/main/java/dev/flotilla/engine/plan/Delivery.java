package dev.flotilla.engine.plan;

/// How an object is sent to its member and what happens to it later.
///
/// @param adopts      an object that somebody else made may be taken over; otherwise it is a conflict
/// @param keepsOnDeletion the object stays in the member when its template goes
/// @param suspended   nothing is sent while this holds
public record Delivery(boolean adopts, boolean keepsOnDeletion, boolean suspended) {
    public static final Delivery NORMAL = new Delivery(false, false, false);
}
