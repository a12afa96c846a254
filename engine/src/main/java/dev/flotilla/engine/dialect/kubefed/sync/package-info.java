/// What KubeFed's sync controller does when it pushes, as plain functions: what stays with the member, how it tells that an object
/// has to be written again, and what it reports.
///
/// Source: kubefed `pkg/controller/sync`.
@org.jspecify.annotations.NullMarked
package dev.flotilla.engine.dialect.kubefed.sync;
