package dev.flotilla.engine;

/// A kind that a workspace defines for itself: Backup of `example.org/v1`.
public final class BackupKind {
    private BackupKind() {}

    /// The kind's CustomResourceDefinition.
    ///
    /// @param properties of its `spec`, in flow style, such as `days: {type: integer}`
    /// @param required   names of those that have to be there
    public static String definition(String properties, String... required) {
        return """
                apiVersion: apiextensions.k8s.io/v1
                kind: CustomResourceDefinition
                metadata: {name: backups.example.org}
                spec:
                  group: example.org
                  names: {kind: Backup, plural: backups}
                  scope: Namespaced
                  versions:
                    - name: v1
                      served: true
                      storage: true
                      schema:
                        openAPIV3Schema:
                          type: object
                          properties:
                            spec: {type: object, required: [%s], properties: {%s}}
                """.formatted(String.join(", ", required), properties);
    }
}
