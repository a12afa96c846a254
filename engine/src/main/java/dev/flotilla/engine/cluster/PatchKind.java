package dev.flotilla.engine.cluster;

/// How the body of a patch is meant.
public enum PatchKind {
    MERGE("application/merge-patch+json"), JSON("application/json-patch+json"), STRATEGIC(
            "application/strategic-merge-patch+json");

    private final String mediaType;

    PatchKind(String mediaType) {
        this.mediaType = mediaType;
    }

    public String mediaType() {
        return mediaType;
    }
}
