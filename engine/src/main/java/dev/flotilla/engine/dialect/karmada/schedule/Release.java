package dev.flotilla.engine.dialect.karmada.schedule;

/// Whose behaviour to compute: a minor release of Karmada 1.x, or one of 0.8 to 0.10.
///
/// @param minor of `1.minor`; -1 for those before 1.0
public record Release(int minor) {
    public static final Release NEWEST = new Release(Integer.MAX_VALUE);
    private static final int BEFORE_ONE = -1;

    /// From text such as `1.15`, `v1.15.3` or nothing; what cannot be read is the newest.
    public static Release parse(String version) {
        String[] parts = version.strip().replaceFirst("^v", "").split("\\.", -1);
        try {
            int major = Integer.parseInt(parts[0]);
            if (major == 0) return new Release(BEFORE_ONE);
            return parts.length < 2 ? NEWEST : new Release(Math.max(0, Integer.parseInt(parts[1])));
        } catch (NumberFormatException _) {
            return NEWEST;
        }
    }

    /// The form of 2021: ReplicaSchedulingPolicy, labels instead of annotations, the first scheduler.
    public boolean isBeforeOne() {
        return minor < 0;
    }

    /// Override policies come first and the division has the last word about replicas; since then the other way round.
    public boolean overridesBeforeReplicas() {
        return minor <= 0;
    }

    /// Members that no static rule names stay targets with no replicas.
    public boolean keepsUnweightedMembers() {
        return minor <= 0;
    }

    /// Only members that are ready are looked at; since then their taints tell.
    public boolean wantsReadyMembers() {
        return minor < 3;
    }

    /// Among policies that select a template, priority and closeness come before the name.
    public boolean ranksPolicies() {
        return minor >= 4;
    }

    /// Override policies are applied from the least to the most specific; before, by name alone.
    public boolean ranksOverrides() {
        return minor >= 5;
    }

    /// Replicas are divided by Webster's method, with ties by the template's UID.
    public boolean dividesByWebster() {
        return minor >= 16;
    }

    /// A cluster that several static rules name has the largest of their weights; before, the first one's.
    public boolean takesLargestWeight() {
        return minor >= 5;
    }

    /// Clusters that get no replica are dropped from the result.
    public boolean dropsEmptyTargets() {
        return minor >= 6;
    }

    /// Members to which a FederatedResourceQuota assigns nothing get an empty quota.
    public boolean givesEmptyQuotas() {
        return minor < 14;
    }

    /// What is left after rounding down goes to who held more before, then at random.
    public boolean breaksTiesAtRandom() {
        return minor >= 8 && minor < 16;
    }
}
