package dev.flotilla.engine.dialect.karmada.schedule;

/// Whose behaviour to compute: a minor release of Karmada 1.x. Version 0.8 to 0.10 count as 0.
///
/// @param minor of `1.minor`
public record Release(int minor) {
    public static final Release NEWEST = new Release(Integer.MAX_VALUE);

    /// From text such as `1.15`, `v1.15.3` or nothing; what cannot be read is the newest.
    public static Release parse(String version) {
        String[] parts = version.strip().replaceFirst("^v", "").split("\\.", -1);
        try {
            int major = Integer.parseInt(parts[0]);
            if (major == 0) return new Release(0);
            return parts.length < 2 ? NEWEST : new Release(Integer.parseInt(parts[1]));
        } catch (NumberFormatException _) {
            return NEWEST;
        }
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

    /// What is left after rounding down goes to who held more before, then at random.
    public boolean breaksTiesAtRandom() {
        return minor >= 8 && minor < 16;
    }
}
