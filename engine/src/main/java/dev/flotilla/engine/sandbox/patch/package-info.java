/// The three patches that name no manager: JSON merge patch, JSON patch and strategic merge patch.
@org.jspecify.annotations.NullMarked
package dev.flotilla.engine.sandbox.patch;
