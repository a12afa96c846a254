package dev.flotilla.engine.dialect.karmada.interpret;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.Set;
import java.util.TreeSet;

import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// Which other objects an object cannot run without.
///
/// Source: karmada: pkg/resourceinterpreter/default/native/dependencies.go, pkg/util/lifted/visitpod.go.
final class Dependencies {
    private static final List<String> CONTAINERS = List.of("initContainers", "containers", "ephemeralContainers");
    private static final List<String> SECRET_REFS = List.of("cephfs", "cinder", "flexVolume", "rbd", "scaleIO", "iscsi",
            "storageos");

    private Dependencies() {}

    /// `null` where no rule says.
    static @Nullable List<Dependency> of(Manifest object) throws UnreadableException {
        return switch (Kinds.of(object)) {
            case DEPLOYMENT, REPLICA_SET, DAEMON_SET, JOB -> ofPod(ObjectShapes.typed(object).mapAt("spec", "template", "spec"),
                    object.namespace(), Set.of());
            case STATEFUL_SET -> {
                MapValue typed = ObjectShapes.typed(object);
                var own = new TreeSet<String>();
                typed.listAt("spec", "volumeClaimTemplates").maps().forEach(claim -> {
                    String name = claim.textAt("metadata", "name");
                    if (name != null) own.add(name);
                });
                yield ofPod(typed.mapAt("spec", "template", "spec"), object.namespace(), own);
            }
            case CRON_JOB -> ofPod(ObjectShapes.typed(object).mapAt("spec", "jobTemplate", "spec", "template", "spec"),
                    object.namespace(), Set.of());
            case POD -> ofPod(ObjectShapes.typed(object).mapAt("spec"), object.namespace(), Set.of());
            case INGRESS -> {
                var secrets = new ArrayList<Dependency>();
                for (MapValue tls : ObjectShapes.typed(object).listAt("spec", "tls").maps()) {
                    String name = tls.textAt("secretName");
                    secrets.add(new Dependency("v1", "Secret", object.namespace(), name == null ? "" : name, null));
                }
                yield secrets;
            }
            case SERVICE_IMPORT -> {
                String service = "derived-" + object.name();
                yield List.of(new Dependency("v1", "Service", object.namespace(), service, null),
                        new Dependency("discovery.k8s.io/v1", "EndpointSlice", object.namespace(), "",
                                MapValue.of("matchLabels", MapValue.of("kubernetes.io/service-name", Value.text(service)))));
            }
            default -> null;
        };
    }

    /// @param spec as [ObjectShapes#POD_SPEC] gives it
    /// @param own  names of claims that come with the object itself
    static List<Dependency> ofPod(MapValue spec, @Nullable String namespace, Set<String> own) {
        var found = new ArrayList<Dependency>();
        configMaps(spec).forEach(name -> found.add(new Dependency("v1", "ConfigMap", namespace, name, null)));
        secrets(spec).forEach(name -> found.add(new Dependency("v1", "Secret", namespace, name, null)));
        String account = spec.textAt("serviceAccountName");
        if (account != null && !account.isEmpty() && !account.equals("default")) {
            found.add(new Dependency("v1", "ServiceAccount", namespace, account, null));
        }
        var claims = new LinkedHashSet<String>();
        spec.listAt("volumes").maps().forEach(volume -> add(claims, volume.textAt("persistentVolumeClaim", "claimName")));
        claims.stream().filter(name -> !own.contains(name))
                .forEach(name -> found.add(new Dependency("v1", "PersistentVolumeClaim", namespace, name, null)));
        return found;
    }

    private static SequencedSet<String> configMaps(MapValue spec) {
        var names = new LinkedHashSet<String>();
        for (String list : CONTAINERS) {
            for (MapValue container : spec.listAt(list).maps()) {
                container.listAt("env").maps().forEach(env -> add(names, env.textAt("valueFrom", "configMapKeyRef", "name")));
                container.listAt("envFrom").maps().forEach(env -> add(names, env.textAt("configMapRef", "name")));
            }
        }
        for (MapValue volume : spec.listAt("volumes").maps()) {
            add(names, volume.textAt("configMap", "name"));
            volume.listAt("projected", "sources").maps().forEach(source -> add(names, source.textAt("configMap", "name")));
        }
        return names;
    }

    private static SequencedSet<String> secrets(MapValue spec) {
        var names = new LinkedHashSet<String>();
        spec.listAt("imagePullSecrets").maps().forEach(secret -> add(names, secret.textAt("name")));
        for (String list : CONTAINERS) {
            for (MapValue container : spec.listAt(list).maps()) {
                container.listAt("env").maps().forEach(env -> add(names, env.textAt("valueFrom", "secretKeyRef", "name")));
                container.listAt("envFrom").maps().forEach(env -> add(names, env.textAt("secretRef", "name")));
            }
        }
        for (MapValue volume : spec.listAt("volumes").maps()) {
            add(names, volume.textAt("secret", "secretName"));
            add(names, volume.textAt("azureFile", "secretName"));
            add(names, volume.textAt("csi", "nodePublishSecretRef", "name"));
            SECRET_REFS.forEach(kind -> add(names, volume.textAt(kind, "secretRef", "name")));
            volume.listAt("projected", "sources").maps().forEach(source -> add(names, source.textAt("secret", "name")));
        }
        return names;
    }

    private static void add(Set<String> names, @Nullable String name) {
        if (name != null && !name.isEmpty()) names.add(name);
    }
}
