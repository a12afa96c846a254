/// Kubernetes objects: what they are called, what they hold, and which file wrote them.
///
/// A [DocumentReader] makes them from YAML and says what keeps a document from being one; what their fields mean is the dialects'
/// business.
@org.jspecify.annotations.NullMarked
package dev.flotilla.engine.documents;
