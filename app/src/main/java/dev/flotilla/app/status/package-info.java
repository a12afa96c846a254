/// How the pushed objects fare: a matrix of objects and members, and the life of one object on one member.
///
/// The matrix comes from the engine's status, which watches; details are asked for when a cell is opened. Health and drift are
/// two axes: a cell can be 2/2 and drifted. What is older than two missed probes says so and is never green.
@org.jspecify.annotations.NullMarked
package dev.flotilla.app.status;
