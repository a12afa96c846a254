/// What Karmada knows about kinds of objects: how many replicas one wants, what they need, what a member cluster may keep,
/// whether an object is healthy, which part of its status is reported and how the reports of many members become one.
///
/// An [Interpreter] answers. It asks the user's `ResourceInterpreterCustomization` documents first, whose Lua runs in a
/// sandbox, and then the built-in rules, one class for each question. Karmada's built-in rules are written against typed Go
/// structs; a [Shape] stands for such a struct, so that what gets lost or filled in on the way through it does so here too.
/// Every answer is an [Interpreted]: a value, no rule for the kind, or a failure that says where.
///
/// Source: karmada: pkg/resourceinterpreter, commit f8fdd02d (between 1.18 and 1.19).
@org.jspecify.annotations.NullMarked
package dev.flotilla.engine.dialect.karmada.interpret;
