package dev.flotilla.app.editor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.flotilla.app.editor.Traces.Trace;
import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.ui.Glyph;
import dev.flotilla.app.workbench.Destination;
import dev.flotilla.app.workbench.Refs;
import dev.flotilla.engine.Engine;
import dev.flotilla.engine.diagnostics.Location;
import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.documents.ObjectRef;
import dev.flotilla.engine.fleet.MemberCluster;
import dev.flotilla.engine.plan.ClusterPlan;
import dev.flotilla.engine.plan.FieldCatalog.Field;
import dev.flotilla.engine.plan.FieldCatalog.Offers;
import dev.flotilla.engine.plan.FleetPlan;
import dev.flotilla.engine.plan.ObjectPlan;
import dev.flotilla.engine.plan.Origin;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import dev.flotilla.engine.workspace.Workspace;
import org.jspecify.annotations.Nullable;

/// Where a word leads: to what it names, or to everything that names it.
///
/// @param workspace `null` before one is open
/// @param plan      `null` before the first one
record Links(Engine engine, @Nullable Workspace workspace, @Nullable FleetPlan plan, Messages text) {
    private static final FieldPath SELECTORS = FieldPath.of("spec", "resourceSelectors");
    private static final FieldPath NAME = FieldPath.of("metadata", "name");
    private static final Pattern CONTAINERS = Pattern.compile(".*[cC]ontainers\\[\\d+]\\.name");
    private static final Pattern VOLUMES = Pattern.compile(".*\\bvolumes\\[\\d+]\\.name");

    /// What the word at a spot means: a member, the objects that a selector takes, the line of a manifest that a rule sets, the rule
    /// that sets a template's line, or else the policies that place the template.
    List<Link> definitions(Spot spot) {
        MemberCluster member = Knowledge.named(plan, spot).orElse(null);
        if (member != null) return List.of(member(member.name()));
        Document document = spot.document();
        if (document == null || plan == null) return List.of();
        List<Link> named = namedThings(spot);
        if (!named.isEmpty()) return named;
        if (spot.path().startsWith(SELECTORS)) return selected(document, spot.path());
        List<Link> lines = Traces.ofRule(plan, spot).stream().map(this::line).distinct().toList();
        if (!lines.isEmpty()) return lines;
        List<Link> rules = rules(Traces.ofField(plan, spot));
        if (!rules.isEmpty()) return rules;
        return isTemplate(document) ? policies(document) : spot.path().equals(NAME) ? selected(document, SELECTORS) : List.of();
    }

    /// Everything that has to do with what the word names.
    List<Link> usages(Spot spot) {
        Workspace open = workspace;
        if (open == null) return List.of();
        Document document = spot.document();
        boolean isName = document != null && (spot.path().equals(NAME) || spot.path().equals(FieldPath.of("kind")));
        if (document != null && isName && isTemplate(document)) return policies(document);
        var found = new ArrayList<Link>();
        if (document != null && isName) found.addAll(selected(document, SELECTORS));
        String words = document != null && isName ? document.ref().name() : spot.words();
        for (Document other : open.documents()) {
            mentions(words, other.manifest().root(), FieldPath.ROOT, path -> {
                Location place = other.at(path);
                boolean itself = other == document && place.start() == spot.start();
                if (!itself && !(isName && path.equals(NAME))) found.add(mention(other, path, place));
            });
        }
        return found.stream().distinct().toList();
    }

    private static void mentions(String words, Value value, FieldPath path, java.util.function.Consumer<FieldPath> found) {
        switch (value) {
            case MapValue map -> map.forEach((key, inner) -> mentions(words, inner, path.key(key), found));
            case ListValue list -> {
                for (int i = 0; i < list.size(); i++) {
                    mentions(words, Objects.requireNonNull(list.get(i)), path.index(i), found);
                }
            }
            case Value.Text(String here) when here.equals(words) -> found.accept(path);
            default -> {
            }
        }
    }

    private static Link mention(Document document, FieldPath path, Location place) {
        return new Link(document.ref().name() + " › " + path, place.file() + ":" + place.line(), Glyph.FILE_TEXT,
                new Destination.Text(place));
    }

    private static Link member(String name) {
        return new Link(name, "", Glyph.FLEET, new Destination.Member(name));
    }

    private boolean isTemplate(Document document) {
        return plan != null && plan.objects().stream().anyMatch(object -> object.template() == document);
    }

    private Stream<Document> documents() {
        return workspace == null ? Stream.empty() : workspace.documents().stream();
    }

    /// Things that a value names by itself, as the field says what it offers.
    private List<Link> namedThings(Spot spot) {
        if (spot.onKey()) return List.of();
        Offers offers = engine.fields(workspace).field(spot.type(), spot.path()).map(Field::offers).orElse(Offers.NOTHING);
        if (offers == Offers.POLICY) {
            return documents().filter(document -> document.manifest().kind().endsWith("Policy")
                    && document.ref().name().equals(spot.words())).map(Links::document).toList();
        }
        String kind = kind(offers);
        if (kind != null) {
            return documents().filter(document -> isOf(kind, document) && document.ref().name().equals(spot.words()))
                    .map(Links::document).toList();
        }
        return switch (offers) {
            case CONTAINER -> documents().filter(this::isTemplate)
                    .flatMap(document -> places(document, spot.words(), CONTAINERS)).toList();
            case VOLUME -> spot.document() == null ? List.of() : places(spot.document(), spot.words(), VOLUMES).toList();
            default -> List.of();
        };
    }

    /// The kind of the objects whose names a field takes, or `null`.
    private static @Nullable String kind(Offers offers) {
        return switch (offers) {
            case CONFIG_MAP -> "ConfigMap";
            case SECRET -> "Secret";
            case SERVICE -> "Service";
            case SERVICE_ACCOUNT -> "ServiceAccount";
            case CLAIM -> "PersistentVolumeClaim";
            default -> null;
        };
    }

    private static boolean isOf(String kind, Document document) {
        return document.manifest().kind().equals(kind) || document.manifest().kind().equals("Federated" + kind);
    }

    private static Stream<Link> places(Document document, String words, Pattern where) {
        var found = new ArrayList<Link>();
        mentions(words, document.manifest().root(), FieldPath.ROOT, path -> {
            if (where.matcher(path.toString()).matches()) found.add(mention(document, path, document.at(path)));
        });
        return found.stream();
    }

    private static Link document(Document document) {
        return new Link(document.ref().name(), document.ref().kind() + ", " + document.file(), Glyph.FILE_TEXT,
                new Destination.Text(document.at()));
    }

    /// The templates that a policy concerns, or those of one of its selectors.
    private List<Link> selected(Document policy, FieldPath path) {
        if (plan == null) return List.of();
        boolean one = path.segments().size() > SELECTORS.segments().size();
        MapValue selector = one && policy.manifest().root()
                .at(new FieldPath(path.segments().subList(0, SELECTORS.segments().size() + 1))) instanceof MapValue written
                        ? written
                        : MapValue.EMPTY;
        return plan.objects().stream().filter(object -> concerns(object, policy.ref()) && fits(object.ref(), selector))
                .flatMap(object -> Stream.ofNullable(object.template())).distinct().map(Links::document).toList();
    }

    private static boolean concerns(ObjectPlan object, ObjectRef policy) {
        return Refs.same(policy, object.policy()) || object.placements().stream()
                .anyMatch(placed -> placed.overrides().stream().anyMatch(one -> Refs.same(policy, one)));
    }

    private static boolean fits(ObjectRef ref, MapValue selector) {
        String kind = selector.textAt("kind");
        String name = selector.textAt("name");
        return (kind == null || kind.equals(ref.kind())) && (name == null || name.isEmpty() || name.equals(ref.name()));
    }

    private Link line(Trace trace) {
        return new Link(trace.placed().cluster(), trace.object().ref().name() + " › " + trace.path(), Glyph.OVERRIDE,
                new Destination.Line(trace.object().key(), trace.placed().cluster(), trace.path()));
    }

    /// The rules behind lines of a template, each once, with the members they count for.
    private static List<Link> rules(List<Trace> traces) {
        var members = new LinkedHashMap<Location, List<Trace>>();
        for (Trace trace : traces) {
            Origin origin = trace.origin();
            if (origin != null && origin.rule() != null)
                members.computeIfAbsent(origin.rule(), _ -> new ArrayList<>()).add(trace);
        }
        var links = new ArrayList<Link>();
        members.forEach((rule, behind) -> {
            Origin origin = Objects.requireNonNull(behind.getFirst().origin());
            String by = origin.by() == null ? rule.file() : origin.by().name();
            links.add(new Link(by, String.join(", ", behind.stream().map(trace -> trace.placed().cluster()).toList()),
                    origin.kind() == Origin.Kind.POLICY ? Glyph.POLICY : Glyph.OVERRIDE, new Destination.Text(rule)));
        });
        return links;
    }

    /// The policies that place a template and those that change it, in the order in which members get them.
    private List<Link> policies(Document template) {
        if (plan == null) return List.of();
        var refs = new ArrayList<ObjectRef>();
        for (ObjectPlan object : plan.objects()) {
            if (object.template() != template) continue;
            if (object.policy() != null) refs.add(object.policy());
            for (ClusterPlan placed : object.placements()) {
                refs.addAll(placed.overrides());
                placed.origins().forEach(origin -> {
                    if (origin.by() != null) refs.add(origin.by());
                });
            }
        }
        return refs.stream().distinct().flatMap(ref -> documents().filter(document -> Refs.same(document.ref(), ref)))
                .filter(document -> document != template).distinct().map(Links::document).toList();
    }
}
