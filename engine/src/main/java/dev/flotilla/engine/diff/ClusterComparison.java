package dev.flotilla.engine.diff;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import dev.flotilla.engine.cluster.ApiCatalog;
import dev.flotilla.engine.cluster.ClusterClient;
import dev.flotilla.engine.cluster.ClusterException;
import dev.flotilla.engine.cluster.ListPage;
import dev.flotilla.engine.cluster.ListQuery;
import dev.flotilla.engine.cluster.LiveObject;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.documents.ObjectKey;
import dev.flotilla.engine.documents.ObjectRef;
import dev.flotilla.engine.documents.TypeRef;
import dev.flotilla.engine.fleet.ApiResource;
import dev.flotilla.engine.plan.Delivery;
import dev.flotilla.engine.plan.Reason;
import dev.flotilla.engine.plan.RuleFailure;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// Compares what one member is to have with what it has.
///
/// One labelled LIST for each type finds nearly all of Flotilla's own objects, and those that no plan names any more. Where most
/// of a type's objects were found to be as planned before ([Verified]), it asks for their metadata only, or nothing at all where
/// a watch tells it ([OwnObjects]), and whole objects are read where that does not prove that they still are as planned. What is
/// still missing is new or somebody else's: a few are asked for one by one, many by a LIST of their namespace.
public final class ClusterComparison {
    private static final int ONE_BY_ONE = 3;
    private static final int CHANGED_ONE_BY_ONE = 16;
    private static final TypeRef NAMESPACE = new TypeRef("v1", "Namespace");
    private static final TypeRef CONFIG_MAP = new TypeRef("v1", "ConfigMap");

    private final ClusterClient client;
    private final ApplySet set;
    private final Retain retain;
    private final Accepted accepted;
    private final Verified verified;
    private final OwnObjects known;
    private final Departures departures;
    private final Set<ObjectKey> asPlanned = ConcurrentHashMap.newKeySet();

    /// @param retain      the dialect's rule: desired and live to what is to be sent
    public ClusterComparison(ClusterClient client, ApplySet set, Retain retain, Accepted accepted, Verified verified,
            OwnObjects known, Departures departures) {
        this.client = client;
        this.set = set;
        this.retain = retain;
        this.accepted = accepted;
        this.verified = verified;
        this.known = known;
        this.departures = departures;
    }

    /// An answer for every member, also the one that cannot be read.
    public ClusterDiff compare(List<Desired> planned) {
        List<Desired> desired = planned.stream().map(this::inDefaultNamespace).toList();
        try {
            return new ClusterDiff(client.cluster(), desired, changes(desired), null);
        } catch (ClusterException e) {
            return new ClusterDiff(client.cluster(), desired, List.of(), e.failure());
        }
    }

    /// Looks at a few objects only, one request each.
    ///
    /// @param planned everything the member is to have
    /// @param which   those of them that are looked at
    public ClusterDiff compareOnly(List<Desired> planned, Set<ObjectKey> which) {
        List<Desired> desired = planned.stream().map(this::inDefaultNamespace).toList();
        var changes = new ArrayList<Change>();
        try {
            for (Desired one : desired) {
                if (!which.contains(one.key())) continue;
                var type = client.apis().find(one.manifest().type());
                if (type.isEmpty()) continue;
                changes.add(change(one, client.get(type.get(), one.manifest().namespace(), one.manifest().name()).orElse(null)));
            }
            return new ClusterDiff(client.cluster(), desired, changes, null);
        } catch (ClusterException e) {
            return new ClusterDiff(client.cluster(), desired, List.of(), e.failure());
        }
    }

    /// A namespaced object without a namespace goes to `default`; said here, so that it is found again under that name.
    private Desired inDefaultNamespace(Desired desired) {
        Manifest normal = NormalForm.of(desired.manifest());
        if (normal.namespace() != null) return desired.with(normal);
        try {
            var type = client.apis().find(normal.type());
            if (type.isEmpty() || !type.get().namespaced()) return desired.with(normal);
        } catch (ClusterException _) {
            return desired.with(normal);
        }
        MapValue metadata = normal.root().mapAt("metadata").with("namespace", Value.text("default"));
        return desired.with(new Manifest(normal.root().with("metadata", metadata)));
    }

    private List<Change> changes(List<Desired> desired) throws ClusterException {
        ApiCatalog before = client.apis();
        boolean allServed = desired.stream().allMatch(one -> before.find(one.manifest().type()).isPresent());
        // What is not served may have been installed since.
        ApiCatalog apis = allServed ? before : client.discover();
        var served = new LinkedHashMap<TypeRef, ApiResource>();
        for (Desired one : desired) {
            apis.find(one.manifest().type()).ifPresent(type -> served.put(one.manifest().type(), type));
        }
        Own own = labelled(apis, served, desired);
        var live = new LinkedHashMap<>(own.whole());
        rest(desired, served, own.glimpsed().keySet(), live);

        var changes = new ArrayList<Change>(missingNamespaces(desired, own.glimpsed().keySet(), live.keySet()));
        Set<String> coming = definedTypes(desired);
        Set<String> suspended = suspendedNamespaces(desired, own.glimpsed().keySet(), live.keySet());
        var wanted = new HashSet<ObjectKey>();
        for (Desired one : desired) {
            wanted.add(one.key());
            String namespace = one.manifest().namespace();
            if (namespace != null && suspended.contains(namespace)) {
                changes.add(new Change.Blocked(one.ref(), Reason.of("sync.namespace-suspended", namespace)));
            } else {
                changes.add(served.containsKey(one.manifest().type())
                        ? change(one, live.get(one.key()))
                        : unserved(one, coming));
            }
        }
        Stream.concat(own.whole().values().stream().map(Glimpse::of), own.glimpsed().values().stream())
                .filter(object -> object.applied() && !wanted.contains(object.key()) && !departures.stay().contains(object.key()))
                .forEach(object -> changes.add(goingAway(object.key(), object)));
        return changes;
    }

    private Change unserved(Desired one, Set<String> coming) {
        TypeRef type = one.manifest().type();
        if (one.delivery().suspended()) return new Change.Blocked(one.ref(), Reason.of("sync.suspended"));
        return coming.contains(type.group() + "/" + type.kind())
                ? new Change.Create(one.ref(), set.mark(one))
                : new Change.Blocked(one.ref(), Reason.of("sync.unknown-type", type.apiVersion(), type.kind()));
    }

    /// Types whose definitions are pushed along.
    private static Set<String> definedTypes(List<Desired> desired) {
        var types = new HashSet<String>();
        for (Desired one : desired) {
            if (!one.ref().kind().equals("CustomResourceDefinition") || one.delivery().suspended()) continue;
            MapValue spec = one.manifest().root().mapAt("spec");
            types.add(spec.textAt("group") + "/" + spec.textAt("names", "kind"));
        }
        return types;
    }

    /// Namespaces that are not there, and do not come while their policy suspends them.
    private static Set<String> suspendedNamespaces(List<Desired> desired, Set<ObjectKey> glimpsed, Set<ObjectKey> live) {
        var suspended = new HashSet<String>();
        for (Desired one : desired) {
            boolean there = glimpsed.contains(one.key()) || live.contains(one.key());
            if (one.ref().kind().equals("Namespace") && one.delivery().suspended() && !there) suspended.add(one.ref().name());
        }
        return suspended;
    }

    /// Flotilla's own objects.
    ///
    /// @param glimpsed those that did not have to be read as a whole: as planned, or planned no more
    private record Own(Map<ObjectKey, LiveObject> whole, Map<ObjectKey, Glimpse> glimpsed) {
        static Own none() {
            return new Own(new LinkedHashMap<>(), new LinkedHashMap<>());
        }

        static Own of(List<LiveObject> objects) {
            Own own = none();
            objects.forEach(object -> own.whole().put(object.key(), object));
            return own;
        }
    }

    /// Of all types that the plan or the set's parent names.
    private Own labelled(ApiCatalog apis, Map<TypeRef, ApiResource> served, List<Desired> desired)
            throws ClusterException {
        var types = new LinkedHashSet<>(served.values());
        var parent = client.get(apis.require(CONFIG_MAP), ApplySet.NAMESPACE, set.parent());
        if (parent.isEmpty()) return Own.none();
        Set<String> kinds = ApplySet.kindsOf(parent.get());
        var named = new HashSet<String>();
        types.forEach(type -> named.add(groupKind(type)));
        for (ApiResource type : apis.resources()) {
            if (kinds.contains(groupKind(type)) && named.add(groupKind(type))) types.add(type);
        }
        var wanted = new HashMap<ApiResource, Map<ObjectKey, Desired>>();
        for (Desired one : desired) {
            ApiResource type = served.get(one.manifest().type());
            if (type != null) wanted.computeIfAbsent(type, _ -> new HashMap<>()).put(one.key(), one);
        }
        Own all = Own.none();
        var versions = new HashMap<ObjectKey, String>();
        desired.forEach(one -> versions.put(one.key(), one.manifest().apiVersion()));
        for (Own own : Together.each(types, type -> labelled(type, wanted.getOrDefault(type, Map.of())))) {
            // A kind that is planned in two versions is listed in both; an object counts in the one it is planned in.
            own.whole().forEach((key, object) -> {
                String version = object.manifest().apiVersion();
                if (versions.getOrDefault(key, version).equals(version)) all.whole().put(key, object);
            });
            own.glimpsed().forEach((key, object) -> {
                String version = object.ref().apiVersion();
                if (versions.getOrDefault(key, version).equals(version)) all.glimpsed().put(key, object);
            });
        }
        return all;
    }

    private Own labelled(ApiResource type, Map<ObjectKey, Desired> wanted) throws ClusterException {
        long stamped = wanted.values().stream().filter(this::wasVerified).count();
        if (!wanted.isEmpty() && stamped * 2 <= wanted.size()) return Own.of(list(type, ListQuery.ALL));
        var own = Own.none();
        var doubtful = new ArrayList<Glimpse>();
        for (Glimpse object : glimpses(type)) {
            Desired one = wanted.get(object.key());
            if (one == null || isAsPlanned(one, object)) {
                own.glimpsed().put(object.key(), object);
            } else {
                doubtful.add(object);
            }
        }
        if (doubtful.size() > CHANGED_ONE_BY_ONE) return Own.of(list(type, ListQuery.ALL));
        Together.each(doubtful, object -> client.get(type, object.ref().namespace(), object.ref().name()))
                .forEach(object -> object.ifPresent(there -> own.whole().put(there.key(), there)));
        return own;
    }

    private Collection<Glimpse> glimpses(ApiResource type) throws ClusterException {
        var watched = known.of(type);
        if (watched.isPresent()) return watched.get();
        return list(type, ListQuery.ALL.onlyMetadata()).stream().map(Glimpse::of).toList();
    }

    private List<LiveObject> list(ApiResource type, ListQuery query) throws ClusterException {
        ListPage all = client.onOnePage(type, query.labelled(set.selector()));
        known.listed(type, all.objects(), all.resourceVersion());
        return all.objects();
    }

    private boolean isAsPlanned(Desired one, Glimpse object) {
        Stamp stamp = verified.stamp(client.cluster(), one.key());
        if (stamp == null || !stamp.covers(one, object)) return false;
        asPlanned.add(one.key());
        return true;
    }

    private boolean wasVerified(Desired one) {
        Stamp stamp = verified.stamp(client.cluster(), one.key());
        return stamp != null && stamp.isOf(one);
    }

    private static String groupKind(ApiResource type) {
        String group = new TypeRef(type.apiVersion(), type.kind()).group();
        return group.isEmpty() ? type.kind() : type.kind() + "." + group;
    }

    private record Place(ApiResource type, @Nullable String namespace) {}

    /// Desired objects that do not bear Flotilla's label, if they are there at all.
    ///
    /// @param glimpsed is known already
    /// @param live     receives them
    private void rest(List<Desired> desired, Map<TypeRef, ApiResource> served, Set<ObjectKey> glimpsed,
            Map<ObjectKey, LiveObject> live) throws ClusterException {
        var missing = new LinkedHashMap<Place, List<Desired>>();
        for (Desired one : desired) {
            ApiResource type = served.get(one.manifest().type());
            if (type == null || glimpsed.contains(one.key()) || live.containsKey(one.key())) continue;
            missing.computeIfAbsent(new Place(type, one.manifest().namespace()), _ -> new ArrayList<>()).add(one);
        }
        var asked = Together.each(missing.entrySet(), entry -> entry.getValue().size() <= ONE_BY_ONE
                ? oneByOne(entry.getKey(), entry.getValue())
                : listed(entry.getKey(), entry.getValue()));
        asked.forEach(objects -> objects.forEach(object -> live.put(object.key(), object)));
    }

    private List<LiveObject> oneByOne(Place place, List<Desired> wanted) throws ClusterException {
        var found = new ArrayList<LiveObject>();
        for (Desired one : wanted) {
            client.get(place.type(), place.namespace(), one.manifest().name()).ifPresent(found::add);
        }
        return found;
    }

    private List<LiveObject> listed(Place place, List<Desired> wanted) throws ClusterException {
        var names = new HashSet<String>();
        wanted.forEach(one -> names.add(one.manifest().name()));
        var found = new ArrayList<LiveObject>();
        client.list(place.type(), ListQuery.in(place.namespace()), object -> {
            if (names.contains(object.manifest().name())) found.add(object);
        });
        return found;
    }

    /// Karmada makes every namespace of the host on every member (`karmada: pkg/controllers/namespace`), so namespaces that
    /// its objects need are made here. They are never pruned: they may hold what is not ours.
    private List<Change> missingNamespaces(List<Desired> desired, Set<ObjectKey> glimpsed, Set<ObjectKey> live)
            throws ClusterException {
        var needed = new LinkedHashSet<String>();
        var planned = new HashSet<String>();
        var inhabited = new HashSet<String>();
        Stream.concat(glimpsed.stream(), live.stream()).forEach(key -> inhabited.add(String.valueOf(key.namespace())));
        for (Desired one : desired) {
            String namespace = one.manifest().namespace();
            if (one.ref().kind().equals("Namespace")) planned.add(one.manifest().name());
            if (namespace != null && one.dialect().equals("karmada") && !one.delivery().suspended()) needed.add(namespace);
        }
        needed.removeAll(planned);
        needed.removeAll(inhabited);
        needed.remove("default");
        if (needed.isEmpty()) return List.of();
        ApiResource type = client.apis().require(NAMESPACE);
        var changes = new ArrayList<Change>();
        for (String name : needed) {
            if (client.get(type, null, name).isPresent()) continue;
            var ref = new ObjectRef("v1", "Namespace", null, name);
            changes.add(new Change.Create(ref, new Manifest(MapValue.builder().put("apiVersion", "v1").put("kind", "Namespace")
                    .put("metadata", MapValue.of("name", Value.text(name))).build())));
        }
        return changes;
    }

    private Change change(Desired one, @Nullable LiveObject live) {
        try {
            return compared(one, live);
        } catch (RuleFailure e) {
            return new Change.Blocked(one.ref(), e.reason());
        }
    }

    private Change compared(Desired one, @Nullable LiveObject live) throws RuleFailure {
        if (asPlanned.contains(one.key())) return new Change.Unchanged(one.ref(), set.mark(one));
        Delivery delivery = one.delivery();
        if (live == null) {
            return delivery.suspended()
                    ? new Change.Blocked(one.ref(), Reason.of("sync.suspended"))
                    : new Change.Create(one.ref(), set.mark(one));
        }
        boolean own = !set.isOfAnother(live) && (set.holds(live) || live.ownManager() != null);
        Manifest sent = set.form(one, live, retain);
        FieldComparison.Result found = FieldComparison.compare(sent.root(), live);
        if (found.changes().isEmpty()) return unchanged(one, sent, live);
        if (delivery.suspended()) return new Change.Blocked(one.ref(), Reason.of("sync.suspended"));
        if (live.isTerminating()) return terminating(one.ref(), live.finalizers());
        boolean adopts = delivery.adopts() || !own && isHostsOwn(live);
        if (!own && !adopts) {
            return new Change.Conflict(one.ref(), sent, found.changes(), found.conflicts(), true);
        }
        if (!found.conflicts().isEmpty() && !adopts) {
            return new Change.Conflict(one.ref(), sent, found.changes(), found.conflicts(), false);
        }
        if (own && accepted.accepts(client.cluster(), one.key(), Accepted.fingerprint(sent, found.changes()))) {
            return unchanged(one, sent, live);
        }
        return new Change.Update(one.ref(), sent, found.changes(), adopts, found.conflicts(), !own);
    }

    private Change unchanged(Desired one, Manifest sent, LiveObject live) {
        verified.verified(client.cluster(), one.key(), Stamp.of(one, live));
        return new Change.Unchanged(one.ref(), sent);
    }

    private Change goingAway(ObjectKey key, Glimpse object) {
        ObjectRef ref = object.ref();
        if (object.terminating()) return terminating(ref, object.finalizers());
        try {
            if (isHosts(ref, object.uid())) return release(object, Reason.of("sync.hosts-namespace"));
        } catch (ClusterException _) {
            return new Change.Blocked(ref, Reason.of("sync.host-silent"));
        }
        if (departures.moved().contains(key)) return new Change.Prune(ref, object.uid());
        return object.onDeletion().keeps()
                ? release(object, Reason.of("sync.keeps-on-deletion"))
                : new Change.Prune(ref, object.uid(), object.onDeletion());
    }

    private Change release(Glimpse object, Reason why) {
        return new Change.Release(object.ref(), object.uid(), departures.marks(), why);
    }

    /// Whether it is a namespace in which a host keeps its own objects. Nobody deletes that with a template.
    ///
    /// Source: kubefed `pkg/controller/sync/resource.go` IsNamespaceInHostCluster.
    private boolean isHosts(ObjectRef ref, String uid) throws ClusterException {
        return ref.type().equals(NAMESPACE) && departures.host().owns(ref.name(), uid);
    }

    /// The host's own namespace is there by definition, so that finding it is no accident. Where the host cannot be asked, it is.
    private boolean isHostsOwn(LiveObject live) {
        try {
            return isHosts(live.manifest().ref(), live.uid());
        } catch (ClusterException _) {
            return false;
        }
    }

    private static Change terminating(ObjectRef object, List<String> finalizers) {
        return new Change.Blocked(object, Reason.of("sync.terminating", String.join(", ", finalizers)));
    }
}
