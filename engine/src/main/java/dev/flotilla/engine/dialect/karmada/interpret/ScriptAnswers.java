package dev.flotilla.engine.dialect.karmada.interpret;

import java.util.ArrayList;
import java.util.List;

import dev.flotilla.engine.dialect.karmada.interpret.Customizations.Custom;
import dev.flotilla.engine.dialect.karmada.interpret.lua.LuaFailure;
import dev.flotilla.engine.dialect.karmada.interpret.lua.LuaScript;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Quantity;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// Reads what scripts return, as strictly as Karmada does.
///
/// Source: karmada: pkg/resourceinterpreter/customized/declarative/luavm/lua.go.
final class ScriptAnswers {
    private static final Shape.Struct REQUIREMENTS = Shape.struct(
            Shape.pointer("nodeClaim",
                    Shape.struct(Shape.pointer("hardNodeAffinity", Shape.ANY),
                            Shape.optional("nodeSelector", Shape.mapOf(Shape.TEXT)),
                            Shape.optional("tolerations", ObjectShapes.TOLERATIONS))),
            Shape.optional("resourceRequest", Shape.mapOf(Shape.QUANTITY)), Shape.optional("namespace", Shape.TEXT),
            Shape.optional("priorityClassName", Shape.TEXT));
    private static final Shape DEPENDENCIES = Shape
            .listOf(Shape.struct(Shape.optional("apiVersion", Shape.TEXT), Shape.optional("kind", Shape.TEXT),
                    Shape.optional("namespace", Shape.TEXT), Shape.optional("name", Shape.TEXT),
                    Shape.pointer("labelSelector", Shape.ANY)));

    private ScriptAnswers() {}

    private static LuaFailure unusable(String detail) {
        return new LuaFailure(LuaFailure.Kind.RESULT, 0, detail);
    }

    /// A table; an empty one may be a list as well as a map.
    static Value table(Custom custom, List<Value> arguments) throws LuaFailure {
        LuaScript.Result result = custom.call(arguments, 1).getFirst();
        if (!result.type().equals("table")) throw unusable("expect the returned type is table but got " + result.type());
        return result.value();
    }

    static Manifest object(Custom custom, List<Value> arguments) throws LuaFailure {
        if (!(table(custom, arguments) instanceof MapValue map)) throw unusable("expect the returned table to be an object");
        String kind = map.textAt("kind");
        if (kind == null || kind.isEmpty()) throw unusable("Object 'Kind' is missing");
        return new Manifest(map);
    }

    static boolean health(Custom custom, Manifest live) throws LuaFailure {
        LuaScript.Result result = custom.call(List.of(live.root()), 1).getFirst();
        if (result.value() instanceof Value.Bool(boolean healthy)) return healthy;
        throw unusable("result type " + result.type() + " is not bool");
    }

    static ReplicaDemand replicas(Custom custom, Manifest template) throws LuaFailure, UnreadableException {
        List<LuaScript.Result> results = custom.call(List.of(template.root()), 2);
        long replicas = switch (results.getFirst().value()) {
            case Value.Int(long whole) -> (int) whole;
            case Value.Dec(double number) -> (int) number;
            default -> throw unusable("result type " + results.getFirst().type() + " is not number");
        };
        LuaScript.Result second = results.get(1);
        return switch (second.type()) {
            case "nil" -> new ReplicaDemand(replicas, null);
            case "table" -> new ReplicaDemand(replicas, requirements(second.value()));
            default -> throw unusable("expect the returned requires type is table but got " + second.type());
        };
    }

    static MapValue components(Custom custom, Manifest template) throws LuaFailure, UnreadableException {
        var components = new ArrayList<Value>();
        for (MapValue component : table(custom, List.of(template.root())) instanceof ListValue list
                ? list.maps()
                : List.<MapValue>of()) {
            MapValue read = component;
            if (component.get("replicaRequirements") instanceof MapValue needs) {
                read = component.with("replicaRequirements", requirements(needs));
            }
            components.add(read);
        }
        return MapValue.of("components", ListValue.of(components));
    }

    private static MapValue requirements(Value value) throws UnreadableException {
        MapValue read = REQUIREMENTS.through(value, "requires");
        MapValue request = read.mapAt("resourceRequest");
        if (request.isEmpty()) return read;
        var canonical = MapValue.builder();
        request.forEach((name, amount) -> canonical.put(name, canonical(amount)));
        return read.with("resourceRequest", canonical.build());
    }

    /// Scripts may give plain numbers; Kubernetes writes them its own way.
    private static Value canonical(Value amount) {
        String text = amount instanceof Value.Text(String s) ? s : "0";
        Quantity number = Quantity.parse(text);
        if (number == null) return amount;
        return Value.text(Quantity.isBinary(text) ? number.binary() : number.decimal());
    }

    static List<Dependency> dependencies(Custom custom, Manifest template) throws LuaFailure, UnreadableException {
        Value found = table(custom, List.of(template.root()));
        if (found instanceof MapValue map && map.isEmpty()) return List.of();
        if (!(DEPENDENCIES.through(found, "dependencies") instanceof ListValue list)) return List.of();
        return list.maps().stream().map(entry -> new Dependency(text(entry.textAt("apiVersion")), text(entry.textAt("kind")),
                entry.textAt("namespace"), text(entry.textAt("name")),
                entry.get("labelSelector") instanceof MapValue map ? map : null))
                .toList();
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
