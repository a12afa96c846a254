/// How a sandbox refuses: the `Status` objects of an API server, with its texts, reasons and causes.
///
/// Sources: kubernetes `staging/src/k8s.io/apimachinery/pkg/api/errors/errors.go` and `pkg/util/validation/field/errors.go`.
@org.jspecify.annotations.NullMarked
package dev.flotilla.engine.sandbox.errors;
