/// Ways to hand out a count by weight: numbers in, numbers out, no clusters and no policies.
@org.jspecify.annotations.NullMarked
package dev.flotilla.engine.plan.replicas;
