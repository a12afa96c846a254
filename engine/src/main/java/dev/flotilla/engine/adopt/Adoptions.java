package dev.flotilla.engine.adopt;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.flotilla.engine.diagnostics.TextEdit;
import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.documents.ObjectKey;
import dev.flotilla.engine.documents.ObjectRef;
import dev.flotilla.engine.plan.ClusterPlan;
import dev.flotilla.engine.plan.FleetPlan;
import dev.flotilla.engine.plan.ObjectPlan;
import dev.flotilla.engine.plan.Origin;
import dev.flotilla.engine.plan.Reason;
import dev.flotilla.engine.text.YamlEdits;
import dev.flotilla.engine.text.YamlWriter;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import dev.flotilla.engine.workspace.Workspace;
import org.jspecify.annotations.Nullable;

/// Adopts drifted fields of one plan: into the template, for every member that gets it, or as an override for one.
///
/// @param plan of the workspace
public record Adoptions(Workspace workspace, FleetPlan plan) {
    private static final FieldPath FEDERATED = FieldPath.of("spec", "template");
    private static final String POLICY_API = "policy.karmada.io/v1alpha1";

    /// What is known of the field to adopt.
    private record Wish(ObjectPlan object, ClusterPlan placed, Document template, FieldPath field, @Nullable Value live) {
        boolean isFederated() {
            return object.dialect().equals("kubefed") && !template.manifest().kind().equals(object.ref().kind());
        }

        /// Whether overrides find something there: what dialects and API servers add comes after them.
        boolean isThere(FieldPath path) {
            // Every object has its name before overrides see it, also where the template leaves it out.
            if (path.equals(FieldPath.of("metadata"))) return true;
            FieldPath written = isFederated() ? FEDERATED.append(path) : path;
            return template.manifest().root().at(written) != null || placed.origins().stream()
                    .filter(origin -> origin.kind() == Origin.Kind.OVERRIDE)
                    .anyMatch(origin -> origin.path().startsWith(path) || path.startsWith(origin.path()));
        }
    }

    /// The edit of the template.
    ///
    /// @param field of the rendered manifest
    /// @param live  what the member has there, `null` for nothing
    public Adoption intoTemplate(String cluster, ObjectKey object, FieldPath field, @Nullable Value live) {
        Wish wish = wish(cluster, object, field, live);
        return wish == null ? refused(Reason.of("adopt.no-template", object.toString())) : intoTemplate(wish);
    }

    /// The edit that overrides the field for one member.
    ///
    /// @param field of the rendered manifest
    /// @param live  what the member has there, `null` for nothing
    public Adoption asOverride(String cluster, ObjectKey object, FieldPath field, @Nullable Value live) {
        Wish wish = wish(cluster, object, field, live);
        if (wish == null) return refused(Reason.of("adopt.no-template", object.toString()));
        if (isSecret(wish)) return refused(Reason.of("adopt.secret", object.toString()));
        return wish.isFederated()
                ? federatedOverride(wish)
                : wish.object().dialect().equals("karmada")
                        ? overridePolicy(wish)
                        : refused(Reason.of("adopt.no-override", object.toString()));
    }

    private @Nullable Wish wish(String cluster, ObjectKey object, FieldPath field, @Nullable Value live) {
        ObjectPlan planned = plan.object(object).orElse(null);
        ClusterPlan placed = planned == null ? null : planned.on(cluster).orElse(null);
        Document template = planned == null ? null : planned.template();
        return planned == null || placed == null || template == null ? null : new Wish(planned, placed, template, field, live);
    }

    private static Adoption refused(Reason why) {
        return new Adoption.Refused(why);
    }

    /// Its values are masked wherever they can be seen.
    private static boolean isSecret(Wish wish) {
        return wish.object().ref().kind().equals("Secret") && wish.object().ref().type().group().isEmpty();
    }

    private Adoption intoTemplate(Wish wish) {
        if (isSecret(wish)) return refused(Reason.of("adopt.secret", wish.object().key().toString()));
        for (Origin origin : wish.placed().origins()) {
            boolean touches = origin.path().startsWith(wish.field()) || wish.field().startsWith(origin.path());
            // What an API server fills in is no reason; it gives way to what is written.
            if (touches && origin.kind() != Origin.Kind.DEFAULT) {
                ObjectRef by = origin.by();
                return refused(Reason.of("adopt.set-by", by == null ? wish.object().dialect() : by.toString()));
            }
        }
        FieldPath path = (wish.isFederated() ? FEDERATED : FieldPath.ROOT).append(wish.field());
        var edits = new YamlEdits(wish.template().source());
        List<String> members = wish.object().placements().stream().map(ClusterPlan::cluster).toList();
        return edit(wish.template(), wish.live() == null ? edits.prune(path) : edits.set(path, wish.live()), members);
    }

    private static Adoption edit(Document document, Optional<TextEdit> edit, List<String> members) {
        if (edit.isEmpty()) return refused(Reason.of("adopt.not-editable", document.file()));
        String before = document.source().source().text();
        TextEdit one = edit.get();
        return new Adoption.Edit(document.file(), before, before.substring(0, one.range().start()) + one.newText() + before
                .substring(one.range().end()), members);
    }

    /// What a JSON patch has to say: parents that are not there are added along.
    private record Patch(FieldPath path, String operation, @Nullable Value value) {
        static Patch of(Wish wish) {
            if (wish.live() == null) return new Patch(wish.field(), "remove", null);
            if (wish.isThere(wish.field())) return new Patch(wish.field(), "replace", wish.live());
            FieldPath path = wish.field();
            Value value = wish.live();
            while (path.segments().size() > 1 && !wish.isThere(path.parent()) && path.segments()
                    .getLast() instanceof FieldPath.Key(String name)) {
                value = MapValue.of(name, value);
                path = path.parent();
            }
            return new Patch(path, "add", value);
        }

        String pointer() {
            var out = new StringBuilder();
            for (FieldPath.Segment segment : path.segments()) {
                String token = switch (segment) {
                    case FieldPath.Key(String name) -> name;
                    case FieldPath.Index(int index) -> Integer.toString(index);
                };
                out.append('/').append(token.replace("~", "~0").replace("/", "~1"));
            }
            return out.toString();
        }

        /// @param operationKey `operator` in Karmada, `op` in KubeFed
        MapValue item(String operationKey) {
            var item = MapValue.builder().put("path", pointer()).put(operationKey, operation);
            if (value != null) item.put("value", value);
            return item.build();
        }
    }

    private static Adoption federatedOverride(Wish wish) {
        Document template = wish.template();
        MapValue item = Patch.of(wish).item("op");
        FieldPath overrides = FieldPath.of("spec", "overrides");
        ListValue known = template.manifest().root().listAt("spec", "overrides");
        var edits = new YamlEdits(template.source());
        String cluster = wish.placed().cluster();
        for (int i = 0; i < known.size(); i++) {
            if (!cluster.equals(known.items().get(i).textAt("clusterName"))) continue;
            FieldPath list = overrides.index(i).key("clusterOverrides");
            return edit(template, put(edits, list, known.items().get(i).listAt("clusterOverrides"), item), List.of(cluster));
        }
        MapValue all = MapValue.builder().put("clusterName", cluster).put("clusterOverrides", ListValue.of(item)).build();
        return edit(template, edits.set(overrides.index(known.size()), all), List.of(cluster));
    }

    /// In the place of the item for the same path, or behind the last one, so that it has the last word.
    private static Optional<TextEdit> put(YamlEdits edits, FieldPath list, ListValue known, MapValue item) {
        for (int i = 0; i < known.size(); i++) {
            if (java.util.Objects.equals(item.get("path"), known.items().get(i).get("path"))) {
                return edits.set(list.index(i), item);
            }
        }
        return edits.set(list.index(known.size()), item);
    }

    private Adoption overridePolicy(Wish wish) {
        MapValue item = Patch.of(wish).item("operator");
        String cluster = wish.placed().cluster();
        for (Document policy : workspace.documents()) {
            FieldPath overriders = isPolicyFor(policy, wish) ? overridersFor(policy, cluster) : null;
            if (overriders == null) continue;
            FieldPath list = overriders.key("plaintext");
            ListValue known = policy.manifest().root().at(list) instanceof ListValue there ? there : ListValue.EMPTY;
            return edit(policy, put(new YamlEdits(policy.source()), list, known, item), List.of(cluster));
        }
        return new Adoption.Edit(newFile(wish), "", YamlWriter.write(newPolicy(wish, item)), List.of(cluster));
    }

    /// A policy for this very object and no other.
    private static boolean isPolicyFor(Document policy, Wish wish) {
        ObjectRef ref = wish.object().ref();
        String kind = policy.manifest().kind();
        boolean reaches = kind.equals("ClusterOverridePolicy")
                || kind.equals("OverridePolicy") && ref.namespace() != null && ref.namespace()
                        .equals(java.util.Objects.requireNonNullElse(policy.manifest().namespace(), "default"));
        ListValue selectors = policy.manifest().root().listAt("spec", "resourceSelectors");
        if (!reaches || selectors.size() != 1) return false;
        Value only = selectors.items().getFirst();
        String namespace = only.textAt("namespace");
        return ref.apiVersion().equals(only.textAt("apiVersion")) && ref.kind().equals(only.textAt("kind")) && ref.name().equals(
                only.textAt("name")) && (namespace == null || namespace.equals(ref.namespace()));
    }

    /// Where its overriders for this very member are, or `null` for none.
    private static @Nullable FieldPath overridersFor(Document policy, String cluster) {
        MapValue spec = policy.manifest().root().mapAt("spec");
        if (isOnly(spec.mapAt("targetCluster"), cluster) && spec.has("overriders")) return FieldPath.of("spec", "overriders");
        ListValue rules = spec.listAt("overrideRules");
        for (int i = rules.size() - 1; i >= 0; i--) {
            if (isOnly(rules.items().get(i).mapAt("targetCluster"), cluster)) {
                return FieldPath.of("spec", "overrideRules").index(i).key("overriders");
            }
        }
        return null;
    }

    private static boolean isOnly(MapValue target, String cluster) {
        return target.size() == 1 && target.listAt("clusterNames").texts().equals(List.of(cluster));
    }

    private static MapValue newPolicy(Wish wish, MapValue item) {
        ObjectRef ref = wish.object().ref();
        String cluster = wish.placed().cluster();
        var metadata = MapValue.builder().put("name", ref.name() + "-" + cluster);
        if (ref.namespace() != null) metadata.put("namespace", ref.namespace());
        var selector = MapValue.builder().put("apiVersion", ref.apiVersion()).put("kind", ref.kind()).put("name", ref.name());
        MapValue rule = MapValue.builder()
                .put("targetCluster", MapValue.of("clusterNames", ListValue.ofTexts(List.of(cluster))))
                .put("overriders", MapValue.of("plaintext", ListValue.of(item))).build();
        return MapValue.builder().put("apiVersion", POLICY_API)
                .put("kind", ref.namespace() == null ? "ClusterOverridePolicy" : "OverridePolicy")
                .put("metadata", metadata.build()).put("spec", MapValue.builder()
                        .put("resourceSelectors", ListValue.of(selector.build())).put("overrideRules", ListValue.of(rule))
                        .build())
                .build();
    }

    /// Beside the template.
    private String newFile(Wish wish) {
        String template = wish.template().file();
        String folder = template.substring(0, template.lastIndexOf('/') + 1);
        var taken = new ArrayList<String>();
        workspace.documents().forEach(document -> taken.add(document.file()));
        String name = folder + wish.object().ref().name() + "-" + wish.placed().cluster();
        String file = name + ".yaml";
        for (int i = 2; taken.contains(file); i++) {
            file = name + "-" + i + ".yaml";
        }
        return file;
    }
}
