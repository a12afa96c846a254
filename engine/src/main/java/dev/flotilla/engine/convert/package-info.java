/// From one dialect's documents to the other's, with proof.
///
/// [ToKarmada] and [ToKubeFed] write the other dialect's documents as plain values; [Converter] plans both sides with the dialects it
/// is given and compares what every member gets ([Equality]). What the other language cannot say is listed as a [Leftover], what
/// comes out differently as a [Difference]; nothing is claimed without having been compared.
@org.jspecify.annotations.NullMarked
package dev.flotilla.engine.convert;
