package dev.flotilla.engine.dialect.karmada.schedule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.flotilla.engine.fleet.MemberCluster;
import dev.flotilla.engine.fleet.ResourceModel;
import dev.flotilla.engine.fleet.Resources;
import dev.flotilla.engine.value.Quantity;
import org.jspecify.annotations.Nullable;

/// How many more replicas one cluster can hold, by what it reports of itself.
///
/// Source: karmada: pkg/estimator/client/general.go and pkg/modeling.
public final class Estimator {
    private static final long PODS_PER_NODE = 110;

    private final boolean reported;
    private final long pods;
    private final Map<String, Quantity> allocatable;
    private final Map<String, Quantity> free;
    private final List<Grade> grades;

    /// Nodes of one size.
    private record Grade(long count, Map<String, Quantity> size) {}

    public Estimator(MemberCluster cluster) {
        Resources resources = cluster.capacity().resources();
        reported = resources != null;
        Resources known = resources == null ? Resources.NONE : resources;
        allocatable = quantities(known.allocatable());
        free = new HashMap<>();
        allocatable.forEach((name, amount) -> free.put(name, amount.minus(Quantity.orZero(known.allocated().get(name)))
                .minus(Quantity.orZero(known.allocating().get(name)))));
        // each figure is cut to whole pods before they are subtracted
        pods = pods(known.allocatable()) - pods(known.allocated()) - pods(known.allocating());
        grades = grades(cluster.capacity().models());
    }

    private static long pods(Map<String, String> amounts) {
        return Quantity.orZero(amounts.get("pods")).value();
    }

    private static List<Grade> grades(List<ResourceModel> models) {
        var grades = new ArrayList<Grade>();
        for (ResourceModel model : models) {
            if (model.count() < 0) continue;
            var size = new HashMap<String, Quantity>();
            model.ranges().forEach(range -> size.put(range.resource(), Quantity.orZero(range.min())));
            grades.add(new Grade(model.count(), size));
        }
        return grades;
    }

    private static Map<String, Quantity> quantities(Map<String, String> texts) {
        var quantities = new HashMap<String, Quantity>();
        texts.forEach((name, text) -> quantities.put(name, Quantity.orZero(text)));
        return quantities;
    }

    /// Whether the cluster reported any figures; without them every estimate is 0.
    public boolean isReported() {
        return reported;
    }

    /// @param need what one replica needs; `null` where unknown: then only free pods count
    /// @return cut to 32 bits as the original does, so absurdly many pods come out negative
    public int more(Binding.@Nullable Need need) {
        return more(need, Release.NEWEST);
    }

    int more(Binding.@Nullable Need need, Release release) {
        // in 2021 neither pods nor models were counted
        if (release.isBeforeOne()) return need == null ? Integer.MAX_VALUE : (int) Math.min(Integer.MAX_VALUE, bySummary(need));
        if (pods <= 0) return 0;
        if (need == null) return (int) pods;
        long most = grades.isEmpty() ? bySummary(need) : byGrades(need);
        return (int) Math.min(pods, most);
    }

    /// How many whole sets of an object's components fit, as if a set were one large pod of many.
    int moreSets(List<Binding.Component> components) {
        if (pods <= 0) return 0;
        long count = 0;
        var sum = new HashMap<String, Quantity>();
        for (Binding.Component component : components) {
            count += component.replicas();
            if (component.need() == null) continue;
            component.need().requests().forEach((name, amount) -> sum.merge(name, amount.times(component.replicas()),
                    Quantity::plus));
        }
        if (count <= 0) return (int) Math.min(Integer.MAX_VALUE, pods);
        return (int) Math.min(Integer.MAX_VALUE, Math.min(pods / count, bySummary(new Binding.Need(sum))));
    }

    private long bySummary(Binding.Need need) {
        long most = Long.MAX_VALUE;
        for (var request : need.requests().entrySet()) {
            if (request.getValue().value() <= 0) continue;
            Quantity left = free.get(request.getKey());
            if (left == null || left.value() <= 0) return 0;
            most = Math.min(most, fits(request.getKey(), left, request.getValue()));
        }
        return most;
    }

    /// CPU is counted in thousandths, everything else in whole units.
    private static long fits(String resource, Quantity room, Quantity request) {
        return resource.equals("cpu") ? room.milliValue() / request.milliValue() : room.value() / request.value();
    }

    /// Places replicas one by one on the first node that still has room; equal nodes fill up one after the other, so a
    /// division does for each. What asks for nothing still takes one of a node's pods.
    private long byGrades(Binding.Need need) {
        long total = 0;
        for (Grade grade : grades) {
            long perNode = PODS_PER_NODE;
            for (var request : need.requests().entrySet()) {
                String resource = request.getKey();
                // each replica is one pod of its node, whatever it requests; and a node has no other resources than these
                boolean counts = !resource.equals("pods") && Resources.isCounted(resource);
                if (!counts || request.getValue().amount().signum() <= 0) continue;
                Quantity size = grade.size().getOrDefault(resource, Quantity.ZERO);
                perNode = Math.min(perNode, fits(resource, size, request.getValue()));
            }
            total += perNode * grade.count();
        }
        return Math.min(Integer.MAX_VALUE, total);
    }
}
