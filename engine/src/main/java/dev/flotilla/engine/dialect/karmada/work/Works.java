package dev.flotilla.engine.dialect.karmada.work;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import dev.flotilla.engine.diagnostics.Location;
import dev.flotilla.engine.dialect.karmada.interpret.Interpreter;
import dev.flotilla.engine.dialect.karmada.override.OverridePolicies;
import dev.flotilla.engine.dialect.karmada.schedule.Release;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.documents.ObjectRef;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// Renders the objects of a workspace for its members. May be used from any thread.
public final class Works {
    private final OverridePolicies policies;
    private final Interpreter interpreter;
    private final Release release;
    private final Map<String, Value> executionNamespaces = new ConcurrentHashMap<>();

    public Works(OverridePolicies policies, Interpreter interpreter) {
        this(policies, interpreter, Release.NEWEST);
    }

    public Works(OverridePolicies policies, Interpreter interpreter, Release release) {
        this.release = release;
        this.policies = policies;
        this.interpreter = interpreter;
    }

    /// Who divided an object's replicas.
    ///
    /// @param lines of the placement that says how, or `null`
    public record Divider(ObjectRef policy, @Nullable Location lines) {}

    /// One object, to be rendered for its members one by one.
    ///
    /// @param template as the control plane stores it: defaulted, and with the marks of the policy that claimed it
    /// @param divider  `null` where nobody knows
    public TemplateWorks forTemplate(Manifest template, WorkBinding binding, @Nullable Divider divider) {
        return new TemplateWorks(this, policies, template, binding, divider);
    }

    /// An object that a controller makes by itself and sends as it is: no binding, no overrides.
    public TemplateWorks forOwn(Manifest object) {
        return new TemplateWorks(this, OverridePolicies.of(List.of()), object, WorkBinding.NONE, null);
    }

    Release release() {
        return release;
    }

    Interpreter interpreter() {
        return interpreter;
    }

    Value executionNamespace(String cluster) {
        return executionNamespaces.computeIfAbsent(cluster, name -> Value.text(Names.executionNamespace(name)));
    }
}
