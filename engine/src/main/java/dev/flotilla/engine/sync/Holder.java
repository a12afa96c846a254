package dev.flotilla.engine.sync;

import java.time.Instant;

/// Who may push a workspace to a member at the moment, as the member's Lease says.
///
/// @param name  for people, such as `alice@laptop`
/// @param since when it took the lease
/// @param heard when it last said that it lives, by its own clock
public record Holder(String name, Instant since, Instant heard) {}
