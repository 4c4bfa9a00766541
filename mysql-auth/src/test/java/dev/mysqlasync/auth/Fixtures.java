package dev.mysqlasync.auth;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** What the tests of this package have in common. */
final class Fixtures {

    /** The bytes 01 to 14 (hexadecimal), counting: the challenge of all vectors. */
    static final byte[] NONCE = hex("0102030405060708090a0b0c0d0e0f1011121314");

    /** The bytes 01 to 20 (hexadecimal), counting: the challenge of client_ed25519. */
    static final byte[] LONG_NONCE = hex("0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20");

    static final String NON_ASCII = "p\u00e4ssw\u00f6rd\u20ac";

    private Fixtures() {}

    static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    static AuthContext context(String password, TransportSecurity transport) {
        return context(password, transport, null, transport == TransportSecurity.LOOPBACK || transport.isTrusted());
    }

    static AuthContext context(
            String password, TransportSecurity transport, @Nullable String pem, boolean allowRetrieval) {
        return new AuthContext("app", Secret.of(password), transport, pem, allowRetrieval);
    }

    static ClientAuth start(String plugin, AuthContext context) {
        byte[] nonce = plugin.equals("client_ed25519") ? LONG_NONCE : NONCE;
        return AuthPlugins.standard().plugin(plugin).start(context, nonce);
    }

    static byte[] data(int... bytes) {
        byte[] data = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            data[i] = (byte) bytes[i];
        }
        return data;
    }

    static byte[] jvmKey() {
        return ServerAuthPlugins.publicKeyPem().getBytes(StandardCharsets.US_ASCII);
    }
}
