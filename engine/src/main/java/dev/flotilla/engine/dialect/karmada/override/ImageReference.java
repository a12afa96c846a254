package dev.flotilla.engine.dialect.karmada.override;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/// A container image's name in the parts that an image override changes.
///
/// Source: github.com/distribution/reference (grammar); karmada: pkg/util/imageparser/parser.go.
///
/// @param host       registry, or empty; only what has a dot or a colon, or is `localhost`, counts as one
/// @param repository the rest of the name
/// @param tag        empty where there is none
/// @param digest     empty where there is none, or a tag
record ImageReference(String host, String repository, String tag, String digest) {
    private static final String COMPONENT = "[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*";
    private static final String DOMAIN_PART = "(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])";
    private static final String DOMAIN = "(?:" + DOMAIN_PART + "(?:\\." + DOMAIN_PART + ")*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?";
    private static final String NAME = "(?:" + DOMAIN + "/)?" + COMPONENT + "(?:/" + COMPONENT + ")*";
    private static final String TAG = "\\w[\\w.-]{0,127}";
    private static final String DIGEST = "[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}";
    private static final Pattern REFERENCE = Pattern.compile("(" + NAME + ")(?::(" + TAG + "))?(?:@(" + DIGEST + "))?");
    private static final Pattern ONLY_TAG = Pattern.compile(TAG);
    private static final Pattern ONLY_DIGEST = Pattern.compile(DIGEST);
    private static final Map<String, Integer> HEX_DIGITS = Map.of("sha256", 64, "sha384", 96, "sha512", 128);
    private static final int NAME_LENGTH = 255;

    /// @throws OverrideException for what is no image reference
    static ImageReference parse(String text) throws OverrideException {
        Matcher matcher = REFERENCE.matcher(text);
        if (!matcher.matches() || matcher.group(1).length() > NAME_LENGTH || !isKnownDigest(matcher.group(3))) {
            throw new OverrideException("karmada.override-image-unreadable", text);
        }
        String name = matcher.group(1);
        String tag = orEmpty(matcher.group(2));
        String digest = tag.isEmpty() ? orEmpty(matcher.group(3)) : "";
        int slash = name.indexOf('/');
        String head = slash < 0 ? "" : name.substring(0, slash);
        boolean isHost = head.contains(".") || head.contains(":") || head.equals("localhost");
        return new ImageReference(isHost ? head : "", isHost ? name.substring(slash + 1) : name, tag, digest);
    }

    private static String orEmpty(@Nullable String group) {
        return group == null ? "" : group;
    }

    private static boolean isKnownDigest(@Nullable String digest) {
        if (digest == null) return true;
        int colon = digest.indexOf(':');
        String hex = digest.substring(colon + 1);
        Integer digits = HEX_DIGITS.get(digest.substring(0, colon));
        return digits != null && hex.length() == digits && hex.equals(hex.toLowerCase(Locale.ROOT));
    }

    String tagOrDigest() {
        return tag.isEmpty() ? digest : tag;
    }

    ImageReference withHost(String host) {
        return new ImageReference(host, repository, tag, digest);
    }

    ImageReference withRepository(String repository) {
        return new ImageReference(host, repository, tag, digest);
    }

    /// The same image without the tag, or without the digest where there is no tag.
    ImageReference withoutTagOrDigest() {
        return tag.isEmpty() ? new ImageReference(host, repository, "", "") : new ImageReference(host, repository, "", digest);
    }

    static boolean isTagOrDigest(String text) {
        return ONLY_TAG.matcher(text).matches() || ONLY_DIGEST.matcher(text).matches();
    }

    /// The same image with another tag or digest; unchanged by a text that can be neither.
    ImageReference withTagOrDigest(String text) {
        if (ONLY_TAG.matcher(text).matches()) return new ImageReference(host, repository, text, "");
        if (ONLY_DIGEST.matcher(text).matches()) return new ImageReference(host, repository, "", text);
        return this;
    }

    @Override
    public String toString() {
        String name = host.isEmpty() ? repository : host + "/" + repository;
        if (!tag.isEmpty()) return name + ":" + tag;
        return digest.isEmpty() ? name : name + "@" + digest;
    }
}
