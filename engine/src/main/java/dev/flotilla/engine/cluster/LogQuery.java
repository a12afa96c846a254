package dev.flotilla.engine.cluster;

import org.jspecify.annotations.Nullable;

/// @param container `null` where the pod has but one
/// @param tail      how many of the last lines, 0 for all
/// @param follow    go on as lines are written
/// @param previous  of the container's life before this one
public record LogQuery(String namespace, String pod, @Nullable String container, int tail, boolean follow, boolean previous) {}
