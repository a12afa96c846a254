package dev.flotilla.engine.status;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import dev.flotilla.engine.cluster.LiveObject;
import dev.flotilla.engine.diff.Accepted;
import dev.flotilla.engine.diff.ApplySet;
import dev.flotilla.engine.diff.Desired;
import dev.flotilla.engine.diff.FieldChange;
import dev.flotilla.engine.diff.FieldComparison;
import dev.flotilla.engine.diff.Ownership;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.plan.RuleFailure;
import org.jspecify.annotations.Nullable;

/// What to make of a live object in the light of the plan.
public record Judgement(ApplySet set, LiveRules rules, Accepted accepted) {

    MemberStatus of(String cluster, Desired desired, LiveObject live, Instant seen, String source) {
        KindHealth.Verdict verdict = KindHealth.of(live);
        Phase phase = verdict.phase();
        String message = verdict.message();
        List<Drift> drift = List.of();
        try {
            drift = drift(cluster, desired, live);
            if (phase != Phase.TERMINATING && phase != Phase.FAILED) {
                Optional<Boolean> healthy = rules.health(desired, live.manifest());
                if (healthy.isPresent()) phase = healthy.get() ? Phase.CURRENT : Phase.IN_PROGRESS;
            }
        } catch (RuleFailure e) {
            // as Karmada has it: what cannot be judged is unknown, not unwell
            phase = Phase.UNKNOWN;
            message = e.detail();
        }
        return new MemberStatus(cluster, phase, desired.replicas(), KindHealth.replicas(live), message,
                KindHealth.conditions(live), drift, seen, false, source);
    }

    private List<Drift> drift(String cluster, Desired desired, LiveObject live) throws RuleFailure {
        Manifest sent = set.form(desired, live, rules::retain);
        List<FieldChange> changes = FieldComparison.compare(sent.root(), live).changes();
        if (changes.isEmpty() || accepted.accepts(cluster, desired.key(), Accepted.fingerprint(sent, changes))) return List.of();
        return changes.stream().map(change -> drift(change, sent, live)).toList();
    }

    /// The manager that owns the field; for a field that nobody owns any more, who wrote last. Flotilla itself where another plan
    /// than this one was pushed.
    private static Drift drift(FieldChange change, Manifest sent, LiveObject live) {
        List<LiveObject.Manager> latest = live.managers().stream().filter(manager -> manager.subresource().isEmpty())
                .sorted(Comparator.comparing((LiveObject.Manager manager) -> Objects.requireNonNullElse(manager.at(),
                        Instant.EPOCH)).reversed())
                .toList();
        var owners = latest.stream().filter(manager -> Ownership.owns(manager, change.path(), sent.root(), live)).toList();
        LiveObject.@Nullable Manager who = owners.stream().filter(manager -> !manager.name().equals(LiveObject.FLOTILLA))
                .findFirst().or(() -> owners.stream().findFirst())
                .or(() -> latest.stream().findFirst().filter(_ -> change.before() == null)).orElse(null);
        return new Drift(change.path(), change.before(), change.after(), who == null ? "" : who.name(), who == null
                ? null
                : who.at());
    }
}
