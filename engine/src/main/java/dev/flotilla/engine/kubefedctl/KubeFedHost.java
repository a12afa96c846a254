package dev.flotilla.engine.kubefedctl;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import dev.flotilla.engine.cluster.ClusterClient;
import dev.flotilla.engine.cluster.ClusterException;
import dev.flotilla.engine.cluster.ClusterFailure;
import dev.flotilla.engine.cluster.DeleteOptions;
import dev.flotilla.engine.cluster.ListQuery;
import dev.flotilla.engine.cluster.LiveObject;
import dev.flotilla.engine.cluster.PatchKind;
import dev.flotilla.engine.cluster.WriteOptions;
import dev.flotilla.engine.dialect.kubefed.federate.Enabling;
import dev.flotilla.engine.dialect.kubefed.federate.Federation;
import dev.flotilla.engine.dialect.kubefed.federate.Orphaning;
import dev.flotilla.engine.dialect.kubefed.federate.TypeName;
import dev.flotilla.engine.dialect.kubefed.federate.TypeNames;
import dev.flotilla.engine.dialect.kubefed.objects.EnabledTypes;
import dev.flotilla.engine.dialect.kubefed.objects.FederatedType;
import dev.flotilla.engine.dialect.kubefed.objects.KnownTypes;
import dev.flotilla.engine.dialect.kubefed.objects.KubeFed;
import dev.flotilla.engine.dialect.kubefed.objects.TargetType;
import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.documents.DocumentReader;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.documents.ObjectRef;
import dev.flotilla.engine.documents.TypeRef;
import dev.flotilla.engine.fleet.ApiResource;
import dev.flotilla.engine.text.SourceFile;
import dev.flotilla.engine.text.YamlReader;
import dev.flotilla.engine.text.YamlWriter;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// A host with (or without) KubeFed on it. Calls block. Nothing is written but by [#apply], [#disable] and [#setOrphaning].
public final class KubeFedHost {
    private static final TypeRef NAMESPACE = new TypeRef("v1", "Namespace");
    private static final TypeRef CRD = new TypeRef("apiextensions.k8s.io/v1", "CustomResourceDefinition");
    private static final TypeRef TYPE_CONFIG = new TypeRef(KubeFed.CORE_API, "FederatedTypeConfig");
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final ClusterClient host;
    private final String namespace;

    /// @param namespace where KubeFed lives on the host
    public KubeFedHost(ClusterClient host, String namespace) {
        this.host = host;
        this.namespace = namespace;
    }

    /// The one type that `written` names on this host.
    ///
    /// @param version only a type of this version; empty for the preferred one
    public TypeName type(String written, String version) throws ClusterException, Refusal {
        return one(HostTypes.read(host, version), written);
    }

    private static TypeName one(TypeNames names, String written) throws Refusal {
        List<TypeName> meant = names.meantBy(written);
        if (meant.isEmpty()) throw new Refusal("kubefed.host.no-such-type", written);
        if (meant.size() > 1) {
            throw new Refusal("kubefed.host.ambiguous-type", written,
                    meant.stream().map(name -> name.type().configName()).collect(Collectors.joining(", ")));
        }
        return meant.getFirst();
    }

    /// The types that are enabled on the host; none where it has no KubeFed.
    public EnabledTypes enabled() throws ClusterException {
        Optional<ApiResource> type = host.apis().find(TYPE_CONFIG);
        var configs = new ArrayList<Document>();
        if (type.isPresent()) {
            for (LiveObject config : host.listAll(type.get(), ListQuery.in(namespace))) {
                configs.addAll(document(config.withoutManagers().root()));
            }
        }
        return EnabledTypes.exactly(configs);
    }

    private static List<Document> document(MapValue manifest) {
        return DocumentReader.read(YamlReader.read(new SourceFile("host.yaml", YamlWriter.write(manifest)))).documents();
    }

    /// What the type needs to be federated, with the target's schema as the host has it.
    public Enabling.Enabled enable(TypeName name, Enabling.Options options) throws ClusterException, Refusal {
        requireKubeFedNamespace();
        Optional<String> conflict = Enabling.conflict(name, options, enabled());
        if (conflict.isPresent()) throw new Refusal(conflict.get(), name.type().configName(), options.federatedGroup());
        return describe(name, options);
    }

    /// The same without asking whether the host would take it: for somewhere else.
    public Enabling.Enabled describe(TypeName name, Enabling.Options options) throws ClusterException {
        return Enabling.enable(name, schemaOf(name.type()), options);
    }

    private void requireKubeFedNamespace() throws ClusterException, Refusal {
        if (host.get(host.apis().require(NAMESPACE), null, namespace).isEmpty()) {
            throw new Refusal("kubefed.host.no-kubefed", namespace);
        }
    }

    /// The type's CRD; for a type of an aggregated API, a stand-in with what its OpenAPI says; `null` for Kubernetes' own types.
    private @Nullable MapValue schemaOf(TargetType type) throws ClusterException {
        if (type.group().contains(".") && host.apis().find(CRD).isPresent()) {
            Optional<LiveObject> crd = host.get(host.apis().require(CRD), null, type.plural() + "." + type.group());
            if (crd.isPresent()) return crd.get().root();
        }
        boolean known = KnownTypes.ofKind(type.kind()).filter(own -> own.type().group().equals(type.group())).isPresent();
        return known ? null : openApi(type);
    }

    private MapValue openApi(TargetType type) throws ClusterException {
        MapValue definitions = host.raw("/openapi/v2").mapAt("definitions");
        for (var definition : definitions) {
            for (MapValue is : definition.getValue().listAt("x-kubernetes-group-version-kind").maps()) {
                if (type.kind().equals(is.textAt("kind")) && type.version().equals(is.textAt("version"))
                        && type.group().equals(is.textAt("group") == null ? "" : is.textAt("group"))
                        && definition.getValue() instanceof MapValue schema) {
                    return standIn(resolved(schema, definitions));
                }
            }
        }
        return standIn(MapValue.EMPTY);
    }

    private static MapValue resolved(MapValue schema, MapValue definitions) {
        String reference = schema.textAt("properties", "spec", "$ref");
        String head = "#/definitions/";
        if (reference == null || !reference.startsWith(head)) return schema;
        return (MapValue) schema.set(FieldPath.of("properties", "spec"), definitions.mapAt(reference.substring(head.length())));
    }

    private static MapValue standIn(MapValue schema) {
        MapValue version = MapValue.of("schema", MapValue.of("openAPIV3Schema", schema));
        return MapValue.of("spec", MapValue.of("versions", ListValue.of(version)));
    }

    /// One live object, federated for this host.
    ///
    /// @param in the object's namespace; not looked at for a cluster-scoped one
    public Federation.Result federate(TypeName type, String in, String name) throws ClusterException, Refusal {
        return federate(type, in, name, enabled());
    }

    /// @param enabled the types of where the federated object will be
    public Federation.Result federate(TypeName type, String in, String name, EnabledTypes enabled)
            throws ClusterException, Refusal {
        return Federation.objects(List.of(read(type.type(), in, name)), HostTypes.read(host, ""), enabled);
    }

    /// A live namespace with all that is worth federating in it, for this host.
    ///
    /// @param skip names of types or of whole groups
    public Federation.Result federateContents(String name, Set<String> skip) throws ClusterException, Refusal {
        return federateContents(name, skip, enabled());
    }

    /// @param enabled the types of where the federated objects will be
    public Federation.Result federateContents(String name, Set<String> skip, EnabledTypes enabled)
            throws ClusterException, Refusal {
        TypeNames types = HostTypes.read(host, "");
        MapValue around = read(one(types, "namespaces").type(), name, name);
        var contents = new ArrayList<MapValue>();
        for (TypeName type : types.all()) {
            if (!type.type().namespaced() || Federation.isNeverFederated(type) || skip.stream().anyMatch(type::isSkippedBy))
                continue;
            Optional<ApiResource> served = host.apis().find(new TypeRef(type.type().apiVersion(), type.type().kind()));
            if (served.isEmpty()) continue;
            host.listAll(served.get(), ListQuery.in(name)).forEach(object -> contents.add(typed(object, type.type())));
        }
        return Federation.namespace(around, contents, skip, types, enabled);
    }

    private MapValue read(TargetType type, String in, String name) throws ClusterException, Refusal {
        ApiResource served = host.apis().require(new TypeRef(type.apiVersion(), type.kind()));
        LiveObject live = host.get(served, type.namespaced() ? in : null, name).orElseThrow(
                () -> new Refusal("kubefed.host.no-such-object", type.kind(), type.namespaced() ? in + "/" + name : name));
        return typed(live, type);
    }

    /// Items of a list come without their type.
    private static MapValue typed(LiveObject object, TargetType type) {
        return object.withoutManagers().root().with("apiVersion", Value.text(type.apiVersion())).with("kind",
                Value.text(type.kind()));
    }

    /// What became of one manifest.
    ///
    /// @param created `false` where the object was there and has the new spec now
    public record Applied(ObjectRef object, boolean created) {}

    /// Writes what enables a type: an existing CRD or config gets the new spec.
    public List<Applied> apply(Enabling.Enabled enabled, boolean dryRun) throws ClusterException, Refusal {
        var applied = new ArrayList<Applied>();
        for (MapValue manifest : List.of(enabled.crd(), enabled.typeConfig())) {
            applied.add(write(new Manifest(manifest), true, dryRun));
        }
        return applied;
    }

    /// Creates federated objects; one that is there already is refused. A type that was enabled just now may take some seconds to be
    /// served.
    public List<Applied> create(List<MapValue> federated, boolean dryRun) throws ClusterException, Refusal {
        var applied = new ArrayList<Applied>();
        for (MapValue manifest : federated) {
            applied.add(write(new Manifest(manifest), false, dryRun));
        }
        return applied;
    }

    private Applied write(Manifest manifest, boolean update, boolean dryRun) throws ClusterException, Refusal {
        if (dryRun && host.apis().find(manifest.type()).isEmpty()) return new Applied(manifest.ref(), true);
        ApiResource type = awaited(manifest.type());
        var options = new WriteOptions(false, dryRun);
        Optional<LiveObject> live = host.get(type, manifest.namespace(), manifest.name());
        if (live.isEmpty()) {
            LiveObject unused = host.create(type, manifest, options);
            return new Applied(manifest.ref(), true);
        }
        if (!update) throw new Refusal("kubefed.host.exists", manifest.ref().toString());
        MapValue spec = manifest.root().mapAt("spec");
        LiveObject unused = host.update(type, new Manifest(live.get().withoutManagers().root().with("spec", spec)), options);
        return new Applied(manifest.ref(), false);
    }

    private ApiResource awaited(TypeRef type) throws ClusterException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Optional<ApiResource> served = host.apis().find(type);
        while (served.isEmpty() && System.nanoTime() < deadline) {
            pause();
            served = host.discover().find(type);
        }
        return served.isPresent() ? served.get() : host.apis().require(type);
    }

    private static void pause() throws ClusterException {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClusterException(new ClusterFailure.Cancelled(), e);
        }
    }

    /// What disabling a type has done.
    ///
    /// @param disabled `false` where the type was not enabled at all
    /// @param stopped  whether KubeFed's controller says that it has stopped; also where there is none
    public record Disabled(String config, boolean disabled, boolean stopped, boolean crdDeleted) {}

    /// Where the CRD of a type is looked for that is not enabled any more.
    ///
    /// @param version of the target type; empty for the preferred one
    /// @param group   of the federated type
    public record LeftOver(String version, String group) {}

    /// Stops propagation of a type and forgets it. Members keep what they have.
    ///
    /// @param written a FederatedTypeConfig's name, or any name of the target type
    public Disabled disable(String written, boolean dryRun) throws ClusterException, Refusal {
        return disable(written, null, dryRun);
    }

    /// The same, and the federated type goes, too; refused while there are federated objects.
    ///
    /// @param left what is deleted where the type is not enabled
    public Disabled disableWithCrd(String written, LeftOver left, boolean dryRun) throws ClusterException, Refusal {
        return disable(written, left, dryRun);
    }

    private Disabled disable(String written, @Nullable LeftOver left, boolean dryRun) throws ClusterException, Refusal {
        boolean deleteCrd = left != null;
        String config = written.contains(".") ? written : type(written, "").type().configName();
        Optional<FederatedType> enabled = enabled().named(config);
        if (enabled.isEmpty()) {
            return new Disabled(config, false, true, left != null && deleteLeftOver(written, config, left, dryRun));
        }
        Optional<ApiResource> federated = host.apis().find(enabled.get().federated());
        if (deleteCrd && federated.isPresent()) {
            requireNone(federated.get(), config);
        }
        if (dryRun) return new Disabled(config, true, true, deleteCrd);
        ApiResource type = host.apis().require(TYPE_CONFIG);
        Value off = MapValue.of("spec", MapValue.of("propagation", Value.text("Disabled")));
        LiveObject unused = host.patch(type, namespace, config, PatchKind.MERGE, off, WriteOptions.NORMAL);
        boolean stopped = awaitStopped(type, config);
        boolean crdDeleted = deleteCrd && federated.isPresent() && deleted(host.apis().require(CRD), null,
                federated.get().plural() + "." + enabled.get().federated().group());
        boolean gone = deleted(type, namespace, config);
        return new Disabled(config, gone, stopped, crdDeleted);
    }

    private void requireNone(ApiResource federated, String config) throws ClusterException, Refusal {
        long left = host.listAll(federated, ListQuery.ALL).size();
        if (left > 0) throw new Refusal("kubefed.host.objects-left", config, left);
    }

    /// Deletes the CRD that `enable` would make for the type. It tells itself which kind it defines.
    private boolean deleteLeftOver(String written, String config, LeftOver left, boolean dryRun)
            throws ClusterException, Refusal {
        String name = "federated" + type(written, left.version()).type().plural() + "." + left.group();
        ApiResource definitions = host.apis().require(CRD);
        Optional<LiveObject> crd = host.get(definitions, null, name);
        if (crd.isEmpty()) return false;
        MapValue spec = crd.get().root().mapAt("spec");
        for (MapValue version : spec.listAt("versions").maps()) {
            String kind = String.valueOf(spec.textAt("names", "kind"));
            Optional<ApiResource> federated = host.apis().find(new TypeRef(left.group() + "/" + version.textAt("name"), kind));
            if (federated.isPresent()) requireNone(federated.get(), config);
        }
        return dryRun || deleted(definitions, null, name);
    }

    /// Whether there was something to delete.
    private boolean deleted(ApiResource type, @Nullable String namespace, String name) throws ClusterException {
        if (host.get(type, namespace, name).isEmpty()) return false;
        var unused = host.delete(type, namespace, name, background());
        return true;
    }

    private static DeleteOptions background() {
        return new DeleteOptions(DeleteOptions.Propagation.BACKGROUND, null, false);
    }

    private boolean awaitStopped(ApiResource type, String config) throws ClusterException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Optional<LiveObject> live = host.get(type, namespace, config);
            if (live.isEmpty() || !"Running".equals(live.get().root().textAt("status", "propagationController"))) return true;
            if (System.nanoTime() > deadline) return false;
            pause();
        }
    }

    /// Whether members keep their copies when this federated object is deleted.
    ///
    /// @param written a name of the federated type
    public boolean isOrphaning(String written, String in, String name) throws ClusterException, Refusal {
        return Orphaning.isEnabled(federated(written, in, name).root());
    }

    /// Sets or removes the mark that lets members keep their copies. Doing it twice changes nothing.
    ///
    /// @return whether anything had to be changed
    public boolean setOrphaning(String written, String in, String name, boolean on, boolean dryRun)
            throws ClusterException, Refusal {
        LiveObject live = federated(written, in, name);
        if (Orphaning.isEnabled(live.root()) == on
                && (on || live.manifest().annotations().get(KubeFed.ORPHAN_ANNOTATION) == null))
            return false;
        Value mark = MapValue.of(KubeFed.ORPHAN_ANNOTATION, on ? Value.text("true") : Value.NULL);
        LiveObject unused = host.patch(host.apis().require(live.manifest().type()), live.manifest().namespace(), name,
                PatchKind.MERGE,
                MapValue.of("metadata", MapValue.of("annotations", mark)), new WriteOptions(false, dryRun));
        return true;
    }

    private LiveObject federated(String written, String in, String name) throws ClusterException, Refusal {
        TargetType type = type(written, "").type();
        return LiveObject.of(read(type, in, name));
    }
}
