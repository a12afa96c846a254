package dev.flotilla.engine.dialect.kubefed.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.flotilla.engine.diagnostics.QuickFix;
import dev.flotilla.engine.diagnostics.TextEdit;
import dev.flotilla.engine.dialect.kubefed.objects.KnownTypes;
import dev.flotilla.engine.dialect.kubefed.objects.KubeFed;
import dev.flotilla.engine.dialect.kubefed.objects.TargetType;
import dev.flotilla.engine.dialect.kubefed.override.Flaw;
import dev.flotilla.engine.dialect.kubefed.override.OverrideItem;
import dev.flotilla.engine.dialect.kubefed.override.Overrides;
import dev.flotilla.engine.dialect.kubefed.placement.LabelSelector;
import dev.flotilla.engine.dialect.kubefed.placement.Placement;
import dev.flotilla.engine.dialect.kubefed.sync.DeletionWishes;
import dev.flotilla.engine.text.YamlEdits;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// What KubeFed would only report as a status, an event or not at all: placements that name nobody, overrides that stop every
/// cluster or undo more than they say, template fields that do not arrive.
final class FederatedCheck {
    private static final FieldPath METADATA = KubeFed.TEMPLATE.key("metadata");

    private final Report report;
    private final YamlEdits edits;
    private final TargetType target;
    private final Set<String> clusters;
    private final MapValue root;

    /// @param clusters every member of the fleet; empty when none is known, so that no name can be called wrong
    FederatedCheck(Report report, TargetType target, Set<String> clusters) {
        this.report = report;
        this.edits = new YamlEdits(report.document().source());
        this.target = target;
        this.clusters = clusters;
        this.root = report.document().manifest().root();
    }

    void check() {
        placement();
        var overrides = Overrides.read(root);
        overrides.flaws().forEach(this::overrideFlaw);
        nobodysOverrides();
        overrides.byCluster().forEach(this::overridesOf);
        template();
        metadata();
        retention(overrides);
    }

    private void placement() {
        Placement placement = Placement.of(root, false);
        if (placement instanceof Placement.Broken(var flaws)) {
            flaws.stream().filter(flaw -> !flaw.code().equals("kubefed.wrong-type")).forEach(flaw -> selectorFlaw(flaw, false));
        }
        if (placement instanceof Placement.Nothing) {
            FieldPath place = root.at(Placement.PATH) == null ? FieldPath.of("spec") : Placement.PATH;
            report.warningAtKey("kubefed.placed-nowhere", place);
        }
        if (placement instanceof Placement.Listed(var names)) listed(names);
    }

    private void listed(Map<String, Integer> names) {
        FieldPath list = Placement.PATH.key("clusters");
        names.forEach((name, index) -> unknownCluster(name, list.index(index).key("name")));
        ListValue written = root.at(list) instanceof ListValue l ? l : ListValue.EMPTY;
        for (int i = 0; i < written.size(); i++) {
            String name = written.items().get(i).textAt("name");
            if (name != null && !Integer.valueOf(i).equals(names.get(name))) {
                report.hint("kubefed.cluster-listed-twice", list.index(i).key("name"), name);
                report.fix("kubefed.remove-line", edits.remove(list.index(i)), name);
            }
        }
        FieldPath selector = Placement.PATH.key("clusterSelector");
        Value hidden = root.at(selector);
        if (hidden == null || hidden == Value.NULL) {
            if (names.isEmpty()) report.warningAtKey("kubefed.placed-nowhere", list);
            return;
        }
        report.warningAtKey("kubefed.selector-hidden", selector, names.size());
        report.fix("kubefed.remove-selector", edits.remove(selector));
        report.fix("kubefed.remove-cluster-list", edits.remove(list));
        LabelSelector.parse(hidden).flaws().forEach(flaw -> selectorFlaw(
                new LabelSelector.Flaw(flaw.code(), flaw.arguments(), FieldPath.of("clusterSelector").append(flaw.path())),
                true));
    }

    private void selectorFlaw(LabelSelector.Flaw flaw, boolean hidden) {
        FieldPath place = Placement.PATH.append(flaw.path());
        Object[] arguments = flaw.arguments().toArray();
        if (hidden) report.warning(flaw.code(), place, arguments);
        else
            report.error(flaw.code(), place, arguments);
        if (!flaw.code().equals("kubefed.selector-operator")) return;
        String written = String.valueOf(arguments[0]);
        Nearest.of(written, List.of("In", "NotIn", "Exists", "DoesNotExist"))
                .ifPresent(near -> report.fix("kubefed.replace-value", edits.set(place, Value.text(near)), written, near));
    }

    private void unknownCluster(String name, FieldPath place) {
        if (clusters.isEmpty() || clusters.contains(name)) return;
        String near = Nearest.of(name, clusters).orElse("");
        report.warning("kubefed.unknown-cluster", place, name, near);
        if (!near.isEmpty()) report.fix("kubefed.replace-value", edits.set(place, Value.text(near)), name, near);
    }

    private void overrideFlaw(Flaw flaw) {
        if (flaw.code().equals("kubefed.wrong-type")) return;
        report.error(flaw.code(), flaw.place(), flaw.arguments().toArray());
        if (!flaw.code().equals("kubefed.cluster-overridden-twice"))
            report.fix("kubefed.remove-override", edits.remove(flaw.place().parent()));
    }

    /// The schema lets `clusterName` be left out; then the entry is for a cluster without a name, which there is not.
    private void nobodysOverrides() {
        List<MapValue> entries = root.listAt("spec", "overrides").maps();
        for (int i = 0; i < entries.size(); i++) {
            String name = entries.get(i).textAt("clusterName");
            if ((name == null || name.isEmpty()) && !entries.get(i).listAt("clusterOverrides").isEmpty()) {
                report.warning("kubefed.override-nobody", Overrides.PATH.index(i));
            }
        }
    }

    private void overridesOf(String cluster, List<OverrideItem> items) {
        Value written = root.at(Overrides.PATH);
        if (!items.isEmpty() && written instanceof ListValue list) {
            for (int i = 0; i < list.size(); i++) {
                if (cluster.equals(list.items().get(i).textAt("clusterName"))) {
                    unknownCluster(cluster, Overrides.PATH.index(i).key("clusterName"));
                }
            }
        }
        items.forEach(this::item);
    }

    private void item(OverrideItem item) {
        FieldPath place = item.place();
        String path = item.path();
        if (!path.startsWith("/") && path.contains("/")) {
            report.warning("kubefed.path-without-slash", place.key("path"), path);
            report.fix("kubefed.replace-value", edits.set(place.key("path"), Value.text("/" + path)), path, "/" + path);
        }
        if (path.equals("/metadata/labels/kubefed.io~1managed"))
            report.warning("kubefed.managed-label-forced", place.key("path"));
        if (!item.effectiveOp().equals("add") && !item.effectiveOp().equals("replace")) return;
        if (path.isEmpty()) {
            wholeReplaced(item);
            return;
        }
        if (item.value() == null) report.warning("kubefed.value-missing", place, path);
        wiped(item);
        missingMap(item);
        addedByReplace(item);
    }

    /// The library means to refuse what is no map or list in place of the whole object, and then takes it for done.
    private void wholeReplaced(OverrideItem item) {
        Value value = item.value();
        boolean scalar = value != null && !(value instanceof MapValue) && !(value instanceof ListValue);
        if (item.effectiveOp().equals("replace") && scalar) report.warning("kubefed.replaces-nothing", item.place().key("value"));
    }

    /// `replace` adds what is not there, so that a slip of the pen becomes a field that no server knows.
    private void addedByReplace(OverrideItem item) {
        int slash = item.path().lastIndexOf('/');
        if (!item.effectiveOp().equals("replace") || slash <= 0
                || !(pointed(item.path().substring(0, slash)) instanceof MapValue map))
            return;
        String key = item.path().substring(slash + 1).replace("~1", "/").replace("~0", "~");
        if (key.isEmpty() || map.has(key)) return;
        Nearest.of(key, map.keys()).ifPresent(near -> {
            String meant = item.path().substring(0, slash + 1) + near.replace("~", "~0").replace("/", "~1");
            FieldPath place = item.place().key("path");
            report.warning("kubefed.replace-adds", place, item.path(), meant);
            report.fix("kubefed.replace-value", edits.set(place, Value.text(meant)), item.path(), meant);
        });
    }

    /// `add` and `replace` put a whole map or list in place of the old one.
    private void wiped(OverrideItem item) {
        FieldPath place = item.place();
        if (item.path().equals("/metadata/annotations")) {
            report.warning("kubefed.annotations-wiped", place.key("path"));
            return;
        }
        Value before = root.get("spec") == null ? null : pointed(item.path());
        if (!(before instanceof MapValue old) || !(item.value() instanceof MapValue now)) {
            if (before instanceof ListValue list && item.value() instanceof ListValue other && !list.isEmpty()
                    && !list.equals(other)) {
                report.hint("kubefed.list-replaced", place.key("path"), item.path(), list.size());
            }
            return;
        }
        List<String> lost = old.keys().stream().filter(key -> !now.has(key)).toList();
        if (lost.isEmpty()) return;
        report.warning("kubefed.map-replaced", place.key("path"), item.path(), String.join(", ", lost));
        if (now.size() == 1) perKey(item, now);
    }

    /// The override for the one key that it sets, which leaves the others alone.
    private void perKey(OverrideItem item, MapValue now) {
        String key = now.keys().getFirst();
        Value only = now.get(key);
        if (!(only instanceof Value.Text(String text))) return;
        String path = item.path() + "/" + key.replace("~", "~0").replace("/", "~1");
        var edits = new ArrayList<TextEdit>();
        this.edits.set(item.place().key("path"), Value.text(path)).ifPresent(edits::add);
        this.edits.set(item.place().key("value"), Value.text(text)).ifPresent(edits::add);
        if (edits.size() == 2) report.fix(new QuickFix("kubefed.override-one-key", List.of(path), edits));
    }

    /// An annotation or label cannot be added to a map that is not there; that every template loses its annotations is easily missed.
    private void missingMap(OverrideItem item) {
        String head = "/metadata/annotations/";
        if (!item.path().startsWith(head) || item.path().length() == head.length()) return;
        String key = item.path().substring(head.length()).replace("~1", "/").replace("~0", "~");
        report.hint("kubefed.annotations-absent", item.place().key("path"), key);
        var edits = new ArrayList<TextEdit>();
        this.edits.set(item.place().key("path"), Value.text("/metadata/annotations")).ifPresent(edits::add);
        Value given = item.value();
        if (given != null) this.edits.set(item.place().key("value"), MapValue.of(key, given)).ifPresent(edits::add);
        if (edits.size() == 2) report.fix(new QuickFix("kubefed.annotations-as-map", List.of(key), edits));
    }

    private @Nullable Value pointed(String path) {
        Value here = root.at(KubeFed.TEMPLATE);
        String[] pieces = path.split("/", -1);
        for (int i = 1; i < pieces.length; i++) {
            String token = pieces[i].replace("~1", "/").replace("~0", "~");
            if (here instanceof ListValue list) here = token.matches("[0-9]{1,6}") ? list.get(Integer.parseInt(token)) : null;
            else
                here = here == null ? null : here.get(token);
        }
        return pieces.length < 2 ? null : here;
    }

    private void template() {
        if (!(root.at(KubeFed.TEMPLATE) instanceof MapValue template)) {
            if (root.at(KubeFed.TEMPLATE) == null && !target.isNamespace())
                report.warningAtKey("kubefed.no-template", FieldPath.of("spec"));
            return;
        }
        MapValue metadata = template.mapAt("metadata");
        if (!metadata.mapAt("annotations").isEmpty()) {
            report.warningAtKey("kubefed.annotations-stripped", METADATA.key("annotations"));
            report.fix("kubefed.remove-field", edits.remove(METADATA.key("annotations")), "annotations");
        }
        if (!metadata.listAt("finalizers").isEmpty()) {
            report.warningAtKey("kubefed.finalizers-stripped", METADATA.key("finalizers"));
            report.fix("kubefed.remove-field", edits.remove(METADATA.key("finalizers")), "finalizers");
        }
        MapValue labels = metadata.mapAt("labels");
        if (labels.texts().size() != labels.size()) report.error("kubefed.labels-lost", METADATA.key("labels"));
        identity(template, metadata);
        for (String key : List.of("resourceVersion", "uid", "ownerReferences", "generateName")) {
            if (metadata.get(key) == null) continue;
            report.warningAtKey("kubefed.server-field", METADATA.key(key), "metadata." + key);
            report.fix("kubefed.remove-field", edits.remove(METADATA.key(key)), key);
        }
        if (template.get("status") instanceof MapValue status && !status.isEmpty()) {
            report.warningAtKey("kubefed.server-field", KubeFed.TEMPLATE.key("status"), "status");
            report.fix("kubefed.remove-field", edits.remove(KubeFed.TEMPLATE.key("status")), "status");
        }
        if (target.kind().equals("Service") && target.group().isEmpty()) ports(template);
        if (target.kind().equals("Job") && target.group().equals("batch")) job(template);
        if (target.kind().equals("ServiceAccount") && !template.listAt("secrets").isEmpty()) {
            report.hintAtKey("kubefed.secrets-overwritten", KubeFed.TEMPLATE.key("secrets"));
        }
    }

    /// What a Job gets from its own server, another server refuses.
    private void job(MapValue template) {
        if (template.at("spec", "selector") == null || template.isTrueAt("spec", "manualSelector")) return;
        FieldPath selector = KubeFed.TEMPLATE.key("spec").key("selector");
        report.warningAtKey("kubefed.job-selector", selector);
        report.fix("kubefed.remove-field", edits.remove(selector), "selector");
    }

    private void identity(MapValue template, MapValue metadata) {
        var document = report.document().manifest();
        overwritten(METADATA.key("name"), metadata.textAt("name"), document.name());
        if (!target.isNamespace())
            overwritten(METADATA.key("namespace"), metadata.textAt("namespace"), String.valueOf(document.namespace()));
        overwritten(KubeFed.TEMPLATE.key("kind"), template.textAt("kind"), target.kind());
        String apiVersion = template.textAt("apiVersion");
        if (apiVersion != null && !apiVersion.equals(target.apiVersion())) {
            report.warning("kubefed.api-version-kept", KubeFed.TEMPLATE.key("apiVersion"), apiVersion, target.apiVersion());
            report.fix("kubefed.replace-value", edits.set(KubeFed.TEMPLATE.key("apiVersion"), Value.text(target.apiVersion())),
                    apiVersion,
                    target.apiVersion());
        }
    }

    private void overwritten(FieldPath place, @Nullable String written, String effective) {
        if (written != null && !written.equals(effective))
            report.warning("kubefed.identity-overwritten", place, written, effective);
    }

    private void ports(MapValue template) {
        List<MapValue> ports = template.listAt("spec", "ports").maps();
        for (int i = 0; i < ports.size(); i++) {
            FieldPath place = KubeFed.TEMPLATE.key("spec").key("ports").index(i);
            if (ports.get(i).get("protocol") != null || ports.get(i).get("port") == null) continue;
            report.hint("kubefed.port-without-protocol", place.key("port"));
            report.fix("kubefed.add-protocol", edits.set(place.key("protocol"), Value.text("TCP")));
        }
    }

    private void metadata() {
        MapValue annotations = root.mapAt("metadata", "annotations");
        String orphan = annotations.textAt(KubeFed.ORPHAN_ANNOTATION);
        FieldPath place = FieldPath.of("metadata", "annotations");
        if (orphan != null && !orphan.equals("true") && orphan.equalsIgnoreCase("true")) {
            report.warning("kubefed.orphan-not-true", place.key(KubeFed.ORPHAN_ANNOTATION), orphan);
            report.fix("kubefed.replace-value", edits.set(place.key(KubeFed.ORPHAN_ANNOTATION), Value.text("true")), orphan,
                    "true");
        }
        String options = annotations.textAt(KubeFed.DELETE_OPTIONS_ANNOTATION);
        if (options == null) return;
        FieldPath written = place.key(KubeFed.DELETE_OPTIONS_ANNOTATION);
        String flaw = DeletionWishes.flaw(options);
        if (!flaw.isEmpty()) report.error(flaw, written);
        if (DeletionWishes.namesOneObject(options)) report.warning("kubefed.delete-options-preconditions", written);
        if ("true".equals(orphan)) report.hint("kubefed.delete-options-unused", written);
    }

    private void retention(Overrides overrides) {
        FieldPath retain = FieldPath.of("spec", "retainReplicas");
        boolean without = KnownTypes.ofKind(target.kind()).filter(known -> known.type().group().equals(target.group())
                && !known.replicas()).isPresent();
        if (root.at(retain) != null && without) {
            report.warningAtKey("kubefed.retain-without-replicas", retain, target.kind());
            report.fix("kubefed.remove-field", edits.remove(retain), "retainReplicas");
            return;
        }
        if (!root.isTrueAt("spec", "retainReplicas")) return;
        for (List<OverrideItem> items : overrides.byCluster().values()) {
            for (OverrideItem item : items) {
                if (item.path().equals("/spec/replicas")) {
                    report.warning("kubefed.retain-overridden", item.place().key("path"));
                    report.fix("kubefed.remove-override", edits.remove(item.place()));
                }
            }
        }
    }
}
