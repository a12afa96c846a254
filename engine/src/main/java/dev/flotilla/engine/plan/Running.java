package dev.flotilla.engine.plan;

import org.jspecify.annotations.Nullable;

/// What was seen to run of one object in one member.
///
/// @param current  replicas that run; `null` where the object is not there
/// @param capacity how many the member can hold; `null` where nothing says that it is full
/// @param settling whether that may change within a minute without anybody doing anything
public record Running(@Nullable Long current, @Nullable Long capacity, boolean settling) {
    public static final Running NOTHING = new Running(null, null, false);
}
