package dev.flotilla.engine;

import java.util.List;
import java.util.Map;

import dev.flotilla.engine.fleet.MemberCluster;
import dev.flotilla.engine.fleet.Readiness;
import dev.flotilla.engine.fleet.Resources;
import dev.flotilla.engine.value.Quantity;
import dev.flotilla.engine.workspace.WorkspaceSettings.MemberSettings;
import dev.flotilla.engine.workspace.WorkspaceSettings.SandboxSettings;

/// A member as `flotilla.yaml` declares it, before anybody asked it. Of a simulated one all is known: it is ready and empty, and
/// has the nodes that the file gives it. So a plan needs no running sandbox.
final class DeclaredMember {
    private DeclaredMember() {}

    static MemberCluster of(MemberSettings settings) {
        MemberCluster member = MemberCluster.named(settings.name());
        SandboxSettings sandbox = settings.sandbox();
        if (sandbox == null) return member;
        var allocatable = Map.of("cpu", times(sandbox.cpu(), sandbox.nodes()), "memory", times(sandbox.memory(), sandbox.nodes()),
                "pods",
                times(Integer.toString(sandbox.pods()), sandbox.nodes()));
        var capacity = new MemberCluster.Capacity(new Resources(allocatable, Map.of(), Map.of()), List.of(), sandbox.nodes(),
                sandbox.nodes());
        return member.withReadiness(Readiness.READY).withVersion(sandbox.version()).withCapacity(capacity);
    }

    /// `32Gi` times 3 is `96Gi`.
    private static String times(String quantity, int factor) {
        Quantity product = Quantity.orZero(quantity).times(factor);
        return Quantity.isBinary(quantity) ? product.binary() : product.decimal();
    }
}
