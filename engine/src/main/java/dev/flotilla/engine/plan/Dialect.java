package dev.flotilla.engine.plan;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.documents.TypeRef;
import dev.flotilla.engine.fleet.MemberCluster;
import dev.flotilla.engine.value.FieldPath;

/// One language of policies. An implementation is stateless: the same request gives an equal plan, from any thread.
public interface Dialect {
    /// Short lower-case name: `karmada` or `kubefed`.
    String id();

    /// The newest release whose behaviour is computed, such as `1.18`; the one that is meant where a workspace names none.
    String newestRelease();

    /// Whether objects of this type are this dialect's own: policies, federated objects, its clusters, its configuration.
    boolean owns(TypeRef type);

    /// What the workspace's documents (`Cluster`, `KubeFedCluster`) declare of members, completing `known`.
    ///
    /// @param known what is known of members so far, in fleet order
    /// @return the same members in the same order, completed; then those that only the documents name
    List<MemberCluster> declare(List<MemberCluster> known, List<Document> documents);

    /// Plans all templates that this dialect places.
    ///
    /// Never throws on documents that could be read: what is wrong is a diagnostic, or the error of one object.
    DialectPlan plan(PlanRequest request);

    /// The manifest to send where a live object exists already: what the member cluster may keep is copied from it.
    ///
    /// @param desired what was planned
    /// @param live    what stands in the member cluster
    Manifest retain(Manifest desired, Manifest live) throws RuleFailure;

    /// What this dialect's own rules say of an object's health; empty where it has none for the kind.
    ///
    /// @param live the object as seen in a member cluster
    Optional<Boolean> health(Manifest live) throws RuleFailure;

    /// This dialect with the rules about live objects that the documents behind a plan of its own add; equal for plans with the
    /// same ones.
    default Dialect knowing(DialectPlan plan) {
        return this;
    }

    /// Whether the plan of this object depends on what runs of it in its members.
    default boolean dependsOnRunning(ObjectPlan object) {
        return false;
    }

    /// The labels of the pods that have to be counted to say what runs; empty where the object itself tells.
    ///
    /// @param live the object as seen in a member cluster
    default Optional<Map<String, String>> podsToCount(Manifest live) {
        return Optional.empty();
    }

    /// What runs of an object, by this dialect's own way of counting; empty where it cannot be told.
    ///
    /// @param live the object as seen in a member cluster
    /// @param pods those that [#podsToCount] asked for
    default Optional<Running> running(Manifest live, List<Manifest> pods, Instant now) {
        return Optional.empty();
    }

    /// Whether [#records] has anything to say.
    default boolean notesDown() {
        return false;
    }

    /// What this dialect's control plane would have noted down about an object, as its own objects: how it stands in each member,
    /// which versions were pushed.
    default List<Manifest> records(RecordRequest request) {
        return List.of();
    }

    /// What becomes of one of this dialect's own documents that no member gets as it stands, in sentences; empty for others.
    default List<Reason> account(AccountRequest request) {
        return List.of();
    }

    /// Whether documents add to its rules about live objects, so that the same object may be judged otherwise under another plan.
    default boolean hasUserRules() {
        return false;
    }

    /// The labels, with their values, by which this dialect's control plane knows what it looks after, and which it takes off what it
    /// lets go of.
    default Map<String, String> marks() {
        return Map.of();
    }

    /// Whether what a template asks for on its deletion ([OnDeletion]) also holds where only its placement leaves a member out.
    default boolean asksWhenMoved() {
        return true;
    }

    /// The fields of this dialect's own objects.
    default FieldCatalog catalog() {
        return FieldCatalog.EMPTY;
    }

    /// The object that an own object of this type holds the text of; empty where it holds none.
    ///
    /// @param documents all of the workspace
    default Optional<Template> template(TypeRef type, List<Document> documents) {
        return Optional.empty();
    }

    /// @param at   where in the own object the other one stands
    /// @param type of the other one, which need not name it itself
    record Template(FieldPath at, TypeRef type) {}
}
