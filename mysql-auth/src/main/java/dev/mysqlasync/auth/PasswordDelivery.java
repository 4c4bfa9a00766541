package dev.mysqlasync.auth;

import static dev.mysqlasync.auth.AuthException.Reason.PUBLIC_KEY_INVALID;
import static dev.mysqlasync.auth.AuthException.Reason.PUBLIC_KEY_REFUSED;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/**
 * How the password itself gets to a server that insists on it. Where the plugin's servers take it as it is, it goes
 * so, since there they take nothing else: over TLS whose certificate was not verified it is thereby safe from
 * listeners, but not from one who poses as the server, which is what choosing such a TLS mode means. Elsewhere it goes
 * under the server's RSA key, and only with OAEP: under the pinned key if there is one, otherwise under a key taken
 * from the server, if that is allowed, since whoever can change bytes on the way can put in a key of their own.
 * Otherwise nothing is sent.
 */
final class PasswordDelivery {

    enum Way {
        CLEAR,
        PINNED_KEY,
        RETRIEVED_KEY
    }

    private final String plugin;
    private final AuthContext context;
    private final byte[] nonce;
    private final boolean clear;

    /**
     * One run's delivery.
     *
     * @param clear whether servers take the password as it is over this transport, which must be confidential then
     */
    PasswordDelivery(String plugin, AuthContext context, byte[] nonce, boolean clear) {
        this.plugin = plugin;
        this.context = context;
        this.nonce = nonce;
        this.clear = clear;
    }

    /**
     * The way open on this connection.
     *
     * @throws AuthException if there is none
     */
    Way way() {
        if (clear) {
            return Way.CLEAR;
        }
        if (context.serverPublicKeyPem() != null) {
            return Way.PINNED_KEY;
        }
        if (context.allowPublicKeyRetrieval()) {
            return Way.RETRIEVED_KEY;
        }
        throw new AuthException(
                PUBLIC_KEY_REFUSED,
                plugin + " asks for the password over an unencrypted connection. Connect with TLS (option tls),"
                        + " or pin the server's RSA public key (option serverPublicKey), or, where nobody can change"
                        + " what is on the way, take the key from the server (option allowPublicKeyRetrieval)");
    }

    /** What to send first on this way; with {@link Way#RETRIEVED_KEY} that is the request for the key. */
    byte[] open(Way way, byte keyRequest) {
        return switch (way) {
            case CLEAR -> clear();
            case PINNED_KEY -> underPinnedKey();
            case RETRIEVED_KEY -> new byte[] {keyRequest};
        };
    }

    /** The password under the key that the server sent upon request. */
    byte[] underRetrievedKey(byte[] pem) {
        return under(new String(pem, StandardCharsets.ISO_8859_1), "the public key that the server sent");
    }

    /** The password with a NUL behind it. */
    private byte[] clear() {
        byte[] password = context.password().utf8();
        byte[] terminated = Arrays.copyOf(password, password.length + 1);
        Arrays.fill(password, (byte) 0);
        return terminated;
    }

    private byte[] underPinnedKey() {
        String pem = Objects.requireNonNull(context.serverPublicKeyPem());
        return under(pem, "the server's public key in the option serverPublicKey");
    }

    private byte[] under(String pem, String origin) {
        RsaPublicKey key = parse(pem, origin);
        byte[] masked = mask(clear(), nonce);
        try {
            return key.encrypt(masked);
        } finally {
            Arrays.fill(masked, (byte) 0);
        }
    }

    private static RsaPublicKey parse(String pem, String origin) {
        try {
            return RsaPublicKey.parse(pem);
        } catch (IllegalArgumentException e) {
            throw new AuthException(PUBLIC_KEY_INVALID, origin + " cannot be used: " + e.getMessage(), e);
        }
    }

    /** Combines the bytes, in place, with the nonce repeated; doing it again undoes it. */
    static byte[] mask(byte[] bytes, byte[] nonce) {
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] ^= nonce[i % nonce.length];
        }
        return bytes;
    }
}
