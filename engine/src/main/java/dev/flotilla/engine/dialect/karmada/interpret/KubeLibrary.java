package dev.flotilla.engine.dialect.karmada.interpret;

import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.flotilla.engine.dialect.karmada.interpret.lua.LuaModule;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Quantity;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// What scripts get from `require("kube")`.
///
/// Source: karmada: pkg/resourceinterpreter/customized/declarative/luavm/kube.go.
final class KubeLibrary {
    static final LuaModule MODULE = new LuaModule("kube",
            Map.of("resourceAdd", KubeLibrary::add, "accuratePodRequirements", KubeLibrary::requirements, "getPodDependencies",
                    KubeLibrary::dependencies, "getResourceQuantity", KubeLibrary::quantity));

    private KubeLibrary() {}

    private static Quantity amount(Value value) {
        return switch (value) {
            case Value.Null.NULL -> Quantity.ZERO;
            case Value.Text(String text) when Quantity.parse(text) instanceof Quantity amount -> amount;
            case Value.Text(String text) ->
                throw new IllegalArgumentException("quantities must match the regular expression: " + text);
            default -> throw new IllegalArgumentException("string expected, got " + value);
        };
    }

    /// The sum, in the manner of writing of the first amount that is not zero.
    private static Value add(List<Value> amounts) {
        Quantity sum = Quantity.ZERO;
        boolean binary = false;
        for (Value value : amounts) {
            if (sum.amount().signum() == 0) binary = value instanceof Value.Text(String text) && Quantity.isBinary(text);
            sum = sum.plus(amount(value));
        }
        return Value.text(binary ? sum.binary() : sum.decimal());
    }

    private static Value quantity(List<Value> arguments) {
        if (arguments.size() != 1) throw new IllegalArgumentException("getResourceQuantity only accepts one argument");
        double amount = amount(arguments.getFirst()).amount().doubleValue();
        if (amount < 0) throw new IllegalArgumentException("int approximation unexpectedly returned a negative value");
        return Value.number(amount);
    }

    private static MapValue podSpec(Value template) {
        try {
            return ObjectShapes.POD_TEMPLATE.through(template, "").mapAt("spec");
        } catch (UnreadableException e) {
            throw new IllegalArgumentException("fail to convert lua value to PodTemplateSpec: " + e.getMessage(), e);
        }
    }

    private static @Nullable Value requirements(List<Value> arguments) {
        if (arguments.size() != 1) throw new IllegalArgumentException("getPodRequirements only accepts one argument");
        return Demand.requirements(podSpec(arguments.getFirst()));
    }

    private static @Nullable Value dependencies(List<Value> arguments) {
        if (arguments.size() != 2) throw new IllegalArgumentException("getPodDependencies only accepts two argument");
        String namespace = switch (arguments.get(1)) {
            case Value.Null.NULL -> "default";
            case Value.Text(String text) -> text;
            default -> arguments.get(1).toString();
        };
        List<Dependency> found = Dependencies.ofPod(podSpec(arguments.getFirst()), namespace, Set.of());
        return found.isEmpty() ? null : ListValue.of(found.stream().map(Dependency::toValue).toList());
    }
}
