package dev.flotilla.engine.diff;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Collection;
import java.util.Locale;
import java.util.TreeSet;

import dev.flotilla.engine.cluster.LiveObject;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.documents.TypeRef;
import dev.flotilla.engine.plan.OnDeletion;
import dev.flotilla.engine.plan.RuleFailure;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.Json;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;

/// What tells a workspace's objects from all others on a member: every object that Flotilla made bears a label, and a ConfigMap
/// in `default` is the set's parent, so that kubectl's `--prune --applyset` understands it too.
///
/// An object that somebody else made and Flotilla took over does not bear the label: Flotilla never deletes it.
///
/// Source: KEP-3659, "ApplySet: kubectl apply --prune redesign".
///
/// @param workspace the workspace's name, which is the set's identity: two workspaces of one name are one set
public record ApplySet(String workspace) {
    public static final String PART_OF = "applyset.kubernetes.io/part-of";
    public static final String NAMESPACE = "default";
    public static final String ON_DELETION = "flotilla.dev/on-deletion";
    private static final String KEEP = "keep";
    private static final String KINDS = "applyset.kubernetes.io/contains-group-kinds";
    private static final String NAMESPACES = "applyset.kubernetes.io/additional-namespaces";
    private static final String TOOLING = "flotilla/v0.1.0";

    /// The parent's name.
    public String parent() {
        String plain = workspace.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
        String name = "flotilla-" + (plain.isEmpty() ? "workspace" : plain);
        return plain.equals(workspace) && name.length() < 60
                ? name
                : name.substring(0, Math.min(50, name.length())) + "-" + Secrets.hash(workspace).substring(0, 8);
    }

    /// The value of the label: `applyset-<base64url(sha256(name.namespace.kind.group))>-v1`.
    public String id() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest((parent() + "." + NAMESPACE + ".ConfigMap.").getBytes(StandardCharsets.UTF_8));
            return "applyset-" + Base64.getUrlEncoder().withoutPadding().encodeToString(hash) + "-v1";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    public String selector() {
        return PART_OF + "=" + id();
    }

    public boolean holds(LiveObject object) {
        return id().equals(object.root().textAt("metadata", "labels", PART_OF));
    }

    /// Whether it is a member of another set, which nobody may take away from that without being asked to.
    boolean isOfAnother(LiveObject object) {
        String set = object.root().textAt("metadata", "labels", PART_OF);
        return set != null && !set.isEmpty() && !set.equals(id());
    }

    /// The manifest as it is sent for an object that Flotilla makes.
    Manifest mark(Desired desired) {
        var root = (MapValue) desired.manifest().root().set(FieldPath.of("metadata", "labels", PART_OF), Value.text(id()));
        String mark = written(desired.delivery().onDeletion());
        if (!mark.isEmpty()) {
            root = (MapValue) root.set(FieldPath.of("metadata", "annotations", ON_DELETION), Value.text(mark));
        }
        return new Manifest(root);
    }

    /// What is sent for an object that is there already: with what the member may keep, without what is left to
    /// it, and with the label only where Flotilla
    /// made it, so that nothing else is ever pruned.
    public Manifest form(Desired desired, LiveObject live, Retain retain) throws RuleFailure {
        Desired normal = desired.with(NormalForm.of(desired.manifest()));
        Manifest retained = Retention.narrowed(normal.manifest(), retain.apply(normal, live.manifest()));
        Manifest form = holds(live) ? mark(normal.with(retained)) : retained;
        return desired.delivery().leaves().isEmpty() ? form : LeftFields.without(form, live, desired.delivery().leaves());
    }

    /// `keep`, or DeleteOptions as the API has them; empty for nothing special.
    private static String written(OnDeletion wish) {
        if (wish.keeps()) return KEEP;
        var options = MapValue.builder();
        Long grace = wish.graceSeconds();
        if (grace != null) options.put("gracePeriodSeconds", grace);
        if (!wish.dependents().isEmpty()) options.put("propagationPolicy", wish.dependents());
        MapValue written = options.build();
        return written.isEmpty() ? "" : Json.write(written);
    }

    /// What the object's template asked for when it was there. A mark that nobody can read asks for nothing.
    static OnDeletion onDeletion(LiveObject object) {
        String mark = object.root().textAt("metadata", "annotations", ON_DELETION);
        if (mark == null) return OnDeletion.GOES;
        if (mark.equals(KEEP)) return OnDeletion.STAYS;
        try {
            Value options = Json.read(mark);
            String dependents = options.textAt("propagationPolicy");
            return new OnDeletion(false, dependents == null ? "" : dependents, options.intAt("gracePeriodSeconds"));
        } catch (IllegalArgumentException _) {
            return OnDeletion.GOES;
        }
    }

    /// The parent, naming every type that has members and every namespace besides its own, as KEP-3659 has it.
    ///
    /// @param namespaces in which members live
    public Manifest parentOf(Collection<TypeRef> types, Collection<String> namespaces) {
        var kinds = new TreeSet<String>();
        types.forEach(type -> kinds.add(type.group().isEmpty() ? type.kind() : type.kind() + "." + type.group()));
        return new Manifest(MapValue.builder().put("apiVersion", "v1").put("kind", "ConfigMap").put("metadata", MapValue.builder()
                .put("name", parent()).put("namespace", NAMESPACE)
                .put("labels", MapValue.of("applyset.kubernetes.io/id", Value.text(id())))
                .put("annotations", MapValue.builder().put("applyset.kubernetes.io/tooling", TOOLING)
                        .put(KINDS, String.join(",", kinds))
                        .put(NAMESPACES, String.join(",", new TreeSet<>(namespaces.stream().filter(name -> !name.equals(
                                NAMESPACE)).toList())))
                        .build())
                .build()).build());
    }

    /// Whether the live parent says all that `wanted` says.
    public static boolean isAnnounced(LiveObject parent, Manifest wanted) {
        MapValue annotations = parent.root().mapAt("metadata", "annotations");
        return kindsOf(parent).equals(kindsOf(new LiveObject(wanted))) && java.util.Objects.equals(annotations.textAt(NAMESPACES),
                wanted.root().textAt("metadata", "annotations", NAMESPACES));
    }

    /// The kinds that a live parent names, as `Kind.group`.
    public static java.util.Set<String> kindsOf(LiveObject parent) {
        String kinds = parent.root().textAt("metadata", "annotations", KINDS);
        return kinds == null || kinds.isEmpty() ? java.util.Set.of() : java.util.Set.of(kinds.split(","));
    }
}
