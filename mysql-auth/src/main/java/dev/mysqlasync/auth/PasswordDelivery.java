package dev.mysqlasync.auth;

import static dev.mysqlasync.auth.AuthException.Reason.PUBLIC_KEY_INVALID;
import static dev.mysqlasync.auth.AuthException.Reason.PUBLIC_KEY_REFUSED;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/**
 * Sends the password itself to a server that asks for it.
 *
 * <ul>
 *   <li>In cleartext, if the plugin's servers expect that over this transport: they accept nothing else there. With
 *       unverified TLS, eavesdroppers cannot read it, but an impostor of the server can. Choosing such a TLS mode
 *       accepts that.
 *   <li>Else encrypted with the server's RSA key and OAEP. This is the pinned key, or a key retrieved from the server
 *       if that is allowed. Whoever can change bytes on the path can substitute a retrieved key.
 *   <li>Else not at all.
 * </ul>
 */
final class PasswordDelivery {

    enum Strategy {
        CLEARTEXT,
        PINNED_KEY,
        RETRIEVED_KEY
    }

    private final String plugin;
    private final AuthContext context;
    private final byte[] nonce;
    private final boolean cleartext;

    /**
     * Creates the delivery of one run.
     *
     * @param cleartext whether servers expect the password in cleartext over this transport, which must then be
     *     confidential
     */
    PasswordDelivery(String plugin, AuthContext context, byte[] nonce, boolean cleartext) {
        this.plugin = plugin;
        this.context = context;
        this.nonce = nonce;
        this.cleartext = cleartext;
    }

    /**
     * Decides how to send the password on this connection.
     *
     * @throws AuthException if it must not be sent
     */
    Strategy strategy() {
        if (cleartext) {
            return Strategy.CLEARTEXT;
        }
        if (context.serverPublicKeyPem() != null) {
            return Strategy.PINNED_KEY;
        }
        if (context.allowPublicKeyRetrieval()) {
            return Strategy.RETRIEVED_KEY;
        }
        throw new AuthException(
                PUBLIC_KEY_REFUSED,
                plugin + " asks for the password over an unencrypted connection. Connect with TLS (option tls), or pin"
                        + " the server's RSA public key (option serverPublicKey), or, on a trusted network, retrieve"
                        + " the key from the server (option allowPublicKeyRetrieval)");
    }

    /** The first packet: the password, or with {@link Strategy#RETRIEVED_KEY} the request for the key. */
    byte[] open(Strategy strategy, byte keyRequest) {
        return switch (strategy) {
            case CLEARTEXT -> cleartext();
            case PINNED_KEY -> encryptedWithPinnedKey();
            case RETRIEVED_KEY -> new byte[] {keyRequest};
        };
    }

    /** The password, encrypted with the key that the server sent. */
    byte[] encryptedWithRetrievedKey(byte[] pem) {
        return encrypted(new String(pem, StandardCharsets.ISO_8859_1), "the public key that the server sent");
    }

    /** The password and a NUL. */
    private byte[] cleartext() {
        byte[] password = context.password().utf8();
        byte[] terminated = Arrays.copyOf(password, password.length + 1);
        Arrays.fill(password, (byte) 0);
        return terminated;
    }

    private byte[] encryptedWithPinnedKey() {
        String pem = Objects.requireNonNull(context.serverPublicKeyPem());
        return encrypted(pem, "the server's public key in the option serverPublicKey");
    }

    private byte[] encrypted(String pem, String origin) {
        RsaPublicKey key = parse(pem, origin);
        byte[] masked = mask(cleartext(), nonce);
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

    /** XORs the bytes in place with the repeated nonce. Applying it twice restores them. */
    static byte[] mask(byte[] bytes, byte[] nonce) {
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] ^= nonce[i % nonce.length];
        }
        return bytes;
    }
}
