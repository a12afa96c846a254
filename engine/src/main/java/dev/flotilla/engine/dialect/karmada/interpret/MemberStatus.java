package dev.flotilla.engine.dialect.karmada.interpret;

import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// What one member cluster reported of an object.
///
/// @param status `null` where nothing has been collected yet
public record MemberStatus(String cluster, @Nullable Value status) {}
