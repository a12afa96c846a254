/// Controls, icons and threads that know no feature.
///
/// [Background] is the one class that changes threads. [Appearance] dresses every scene. State is drawn by [StateIcon]: shape first,
/// then colour, with a text for who cannot see either.
@org.jspecify.annotations.NullMarked
package dev.flotilla.app.ui;
