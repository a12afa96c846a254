package dev.flotilla.engine.cluster;

import org.jspecify.annotations.Nullable;

/// A cluster could not do what was asked; [#failure] says why. The message is for logs and holds no secret.
public final class ClusterException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient ClusterFailure failure;

    public ClusterException(ClusterFailure failure) {
        this(failure, null);
    }

    public ClusterException(ClusterFailure failure, @Nullable Throwable cause) {
        super(failure.code() + " " + failure.arguments(), cause);
        this.failure = failure;
    }

    public ClusterFailure failure() {
        return failure;
    }
}
