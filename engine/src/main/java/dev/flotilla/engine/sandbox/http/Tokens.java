package dev.flotilla.engine.sandbox.http;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/// The bearer tokens that a sandbox lets in: one for its owner, others for service accounts.
public final class Tokens {
    private final SecureRandom random = new SecureRandom();
    private final Map<String, String> users = new ConcurrentHashMap<>();
    private final String owner = issue("kubernetes-admin");

    /// The token of the sandbox's owner.
    public String owner() {
        return owner;
    }

    /// A new token.
    ///
    /// @param user whose it is: `system:serviceaccount:NAMESPACE:NAME`
    public String issue(String user) {
        byte[] bytes = new byte[24];
        random.nextBytes(bytes);
        String token = HexFormat.of().formatHex(bytes);
        users.put(token, user);
        return token;
    }

    /// Who presents this header, or `null` for nobody known.
    @Nullable
    String user(@Nullable String authorization) {
        return authorization == null || !authorization.startsWith("Bearer ")
                ? null
                : users.get(authorization.substring(7).strip());
    }
}
