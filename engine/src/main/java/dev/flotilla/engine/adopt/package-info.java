/// Makes what a member has the plan: the edit of the workspace's documents after which a drifted field is none.
///
/// Pure: texts in, texts out. [dev.flotilla.engine.adopt.Adoptions] writes nothing.
@org.jspecify.annotations.NullMarked
package dev.flotilla.engine.adopt;
