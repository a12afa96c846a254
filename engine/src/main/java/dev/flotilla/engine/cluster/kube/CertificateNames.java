package dev.flotilla.engine.cluster.kube;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/// For which hosts a certificate is.
final class CertificateNames {
    private static final int DNS = 2;
    private static final int ADDRESS = 7;

    private CertificateNames() {}

    static List<String> of(X509Certificate certificate) {
        try {
            @Nullable Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            if (names == null) return List.of();
            return names.stream().filter(name -> name.getFirst() instanceof Integer type && (type == DNS || type == ADDRESS))
                    .map(name -> String.valueOf(name.get(1))).toList();
        } catch (CertificateParsingException _) {
            return List.of();
        }
    }

    /// RFC 6125: names compare without regard to case, `*` stands for one whole first label.
    static boolean match(X509Certificate certificate, String host) {
        String wanted = host.toLowerCase(Locale.ROOT);
        int dot = wanted.indexOf('.');
        for (String name : of(certificate)) {
            String offered = name.toLowerCase(Locale.ROOT);
            if (offered.equals(wanted)) return true;
            if (offered.startsWith("*.") && dot > 0 && offered.substring(1).equals(wanted.substring(dot))) return true;
        }
        return false;
    }
}
