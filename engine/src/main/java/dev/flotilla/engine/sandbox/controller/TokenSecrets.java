package dev.flotilla.engine.sandbox.controller;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.UnaryOperator;

import dev.flotilla.engine.sandbox.store.Meta;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;

/// Fills Secrets of type `kubernetes.io/service-account-token`, as tools that join clusters ask for them.
final class TokenSecrets {
    private final World world;
    private final UnaryOperator<String> issue;
    private final String authority;

    TokenSecrets(World world, UnaryOperator<String> issue, String authority) {
        this.world = world;
        this.issue = issue;
        this.authority = authority;
    }

    void reconcile(String namespace, String name) {
        MapValue secret = world.find("", "Secret", namespace, name);
        if (secret == null || !"kubernetes.io/service-account-token".equals(secret.textAt("type"))) return;
        if (secret.mapAt("data").has("token")) return;
        String account = secret.textAt("metadata", "annotations", "kubernetes.io/service-account.name");
        MapValue owner = account == null ? null : world.find("", "ServiceAccount", namespace, account);
        if (owner == null) {
            world.delete(secret);
            return;
        }
        String token = issue.apply("system:serviceaccount:" + namespace + ":" + account);
        world.change(secret, current -> {
            MapValue filled = Meta.into(current, "data",
                    data -> data.with("token", encoded(token)).with("namespace", encoded(namespace)).with(
                            "ca.crt", encoded(authority)));
            return Meta.into(filled, "metadata", meta -> Meta.into(meta, "annotations", all -> all.with(
                    "kubernetes.io/service-account.uid", Value.text(Meta.uid(owner)))));
        });
    }

    private static Value encoded(String text) {
        return Value.text(Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
    }
}
