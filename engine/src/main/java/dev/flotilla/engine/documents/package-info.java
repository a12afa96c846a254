/// Kubernetes objects: what they are called, what they hold, and which file wrote them.
@org.jspecify.annotations.NullMarked
package dev.flotilla.engine.documents;
