package dev.mysqlasync.auth;

import org.jspecify.annotations.Nullable;

/**
 * What a plugin may know of the connection it authenticates.
 *
 * @param user the account's name
 * @param password the password for this factor; it stays the caller's to close
 * @param transport how the connection's bytes are protected at this moment
 * @param serverPublicKeyPem the server's RSA public key as PEM text if the caller pins it, otherwise null
 * @param allowPublicKeyRetrieval whether the server's RSA public key may be taken from the server itself over this
 *     transport, where anyone on the way can put in a key of their own
 */
@SuppressWarnings("exports") // users need no JSpecify to compile
public record AuthContext(
        String user,
        Secret password,
        TransportSecurity transport,
        @Nullable String serverPublicKeyPem,
        boolean allowPublicKeyRetrieval) {

    @Override
    public String toString() {
        return "AuthContext[user=" + user + ", password=***, transport=" + transport + ", serverPublicKey="
                + (serverPublicKeyPem == null ? "none" : "pinned") + ", allowPublicKeyRetrieval="
                + allowPublicKeyRetrieval + "]";
    }
}
