package dev.flotilla.engine.sandbox.kind;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which API version is the more stable: `v2` > `v1` > `v1beta2` > `v1beta1` > `v1alpha1` > anything else.
///
/// Source: kubernetes `staging/src/k8s.io/apimachinery/pkg/version/helpers.go` (CompareKubeAwareVersionStrings).
final class VersionOrder {
    private static final Pattern FORM = Pattern.compile("v([0-9]{1,9})(?:(alpha|beta)([0-9]{1,9}))?");

    private VersionOrder() {}

    /// Positive when `a` is the more stable.
    static int compare(String a, String b) {
        Matcher left = FORM.matcher(a);
        Matcher right = FORM.matcher(b);
        if (!left.matches() || !right.matches()) {
            if (left.matches()) return 1;
            return right.matches() ? -1 : b.compareTo(a);
        }
        int stage = Integer.compare(stage(left), stage(right));
        if (stage != 0) return stage;
        int major = Integer.compare(Integer.parseInt(left.group(1)), Integer.parseInt(right.group(1)));
        return major != 0 || left.group(3) == null
                ? major
                : Integer.compare(Integer.parseInt(left.group(3)), Integer.parseInt(right.group(
                        3)));
    }

    private static int stage(Matcher version) {
        String stage = version.group(2);
        return stage == null ? 2 : stage.equals("beta") ? 1 : 0;
    }
}
