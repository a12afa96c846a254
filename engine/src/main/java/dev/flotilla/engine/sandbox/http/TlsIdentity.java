package dev.flotilla.engine.sandbox.http;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;

import org.jspecify.annotations.Nullable;

/// A key and a self-signed certificate for `127.0.0.1` and `localhost`, valid for ten years, kept in memory only. The JDK has no
/// public way to make a certificate, so its DER is written here (RFC 5280).
///
/// All sandboxes of a JVM share one: making it is most of what a start costs, and what tells them apart is the token.
public final class TlsIdentity {
    private static final class Shared {
        private static final TlsIdentity IDENTITY = make("flotilla-sandbox", Instant.now());
    }

    /// Offers the one key that there is. A key store would encrypt it first, with ten thousand rounds.
    private static final class OneKey extends X509ExtendedKeyManager {
        private static final String ALIAS = "sandbox";
        private final PrivateKey key;
        private final X509Certificate certificate;

        OneKey(PrivateKey key, X509Certificate certificate) {
            this.key = key;
            this.certificate = certificate;
        }

        @Override
        public String @Nullable [] getClientAliases(String type, Principal @Nullable [] issuers) {
            return null;
        }

        @Override
        public @Nullable String chooseClientAlias(String[] types, Principal @Nullable [] issuers, @Nullable Socket socket) {
            return null;
        }

        @Override
        public String @Nullable [] getServerAliases(String type, Principal @Nullable [] issuers) {
            return type.startsWith("EC") ? new String[]{ALIAS} : null;
        }

        @Override
        public @Nullable String chooseServerAlias(String type, Principal @Nullable [] issuers, @Nullable Socket socket) {
            return type.startsWith("EC") ? ALIAS : null;
        }

        @Override
        public @Nullable String chooseEngineServerAlias(String type, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
            return type.startsWith("EC") ? ALIAS : null;
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return new X509Certificate[]{certificate};
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return key;
        }
    }

    private static final byte[] ECDSA_SHA256 = sequence(oid(0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x04, 0x03, 0x02));

    private final Certificate certificate;
    private final SSLContext context;

    private TlsIdentity(Certificate certificate, SSLContext context) {
        this.certificate = certificate;
        this.context = context;
    }

    /// The identity of this JVM's sandboxes.
    public static TlsIdentity shared() {
        return Shared.IDENTITY;
    }

    private static TlsIdentity make(String commonName, Instant now) {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair keys = generator.generateKeyPair();
            byte[] der = certificate(keys, commonName, now);
            Certificate certificate = CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
            var context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[]{new OneKey(keys.getPrivate(), (X509Certificate) certificate)}, new TrustManager[0],
                    null);
            return new TlsIdentity(certificate, context);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no TLS certificate could be made", e);
        }
    }

    public SSLContext context() {
        return context;
    }

    /// The certificate as PEM text: what a client has to trust.
    public String pem() {
        try {
            return "-----BEGIN CERTIFICATE-----\n"
                    + Base64.getMimeEncoder(64, new byte[]{'\n'}).encodeToString(certificate.getEncoded())
                    + "\n-----END CERTIFICATE-----\n";
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] certificate(KeyPair keys, String commonName, Instant now) throws GeneralSecurityException {
        byte[] name = sequence(
                tagged(0x31, sequence(oid(0x55, 0x04, 0x03), tagged(0x0C, commonName.getBytes(StandardCharsets.UTF_8)))));
        byte[] validity = sequence(time(now.minusSeconds(3600)), time(now.plusSeconds(3650L * 24 * 3600)));
        byte[] authority = sequence(oid(0x55, 0x1D, 0x13), tagged(0x01, (byte) 0xFF),
                tagged(0x04, sequence(tagged(0x01, (byte) 0xFF))));
        byte[] names = sequence(tagged(0x82, "localhost".getBytes(StandardCharsets.US_ASCII)),
                tagged(0x87, (byte) 127, (byte) 0, (byte) 0,
                        (byte) 1));
        byte[] alternatives = sequence(oid(0x55, 0x1D, 0x11), tagged(0x04, names));
        byte[] body = sequence(tagged(0xA0, tagged(0x02, (byte) 2)),
                tagged(0x02, new BigInteger(63, new SecureRandom()).toByteArray()),
                ECDSA_SHA256, name, validity, name, keys.getPublic().getEncoded(),
                tagged(0xA3, sequence(authority, alternatives)));
        var signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(keys.getPrivate());
        signature.update(body);
        return sequence(body, ECDSA_SHA256, tagged(0x03, join(new byte[]{0}, signature.sign())));
    }

    private static byte[] time(Instant instant) {
        String text = DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC).format(instant);
        return tagged(0x18, text.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] oid(int... bytes) {
        var content = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            content[i] = (byte) bytes[i];
        }
        return tagged(0x06, content);
    }

    private static byte[] sequence(byte[]... parts) {
        return tagged(0x30, join(parts));
    }

    private static byte[] tagged(int tag, byte... content) {
        var out = new ByteArrayOutputStream();
        out.write(tag);
        if (content.length < 128) {
            out.write(content.length);
        } else if (content.length < 256) {
            out.write(0x81);
            out.write(content.length);
        } else {
            out.write(0x82);
            out.write(content.length >> 8);
            out.write(content.length);
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    private static byte[] join(byte[]... parts) {
        var out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
