package dev.flotilla.engine.documents;

/// A type of object, as manifests name it.
///
/// @param apiVersion `v1` or `group/version`; may be empty in a broken document
/// @param kind       such as `Deployment`; may be empty in a broken document
public record TypeRef(String apiVersion, String kind) {
    /// The API group; empty for the core group.
    public String group() {
        int slash = apiVersion.indexOf('/');
        return slash < 0 ? "" : apiVersion.substring(0, slash);
    }

    public String version() {
        return apiVersion.substring(apiVersion.indexOf('/') + 1);
    }

    @Override
    public String toString() {
        return apiVersion + " " + kind;
    }
}
