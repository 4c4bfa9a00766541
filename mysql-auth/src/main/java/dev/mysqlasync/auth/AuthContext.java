package dev.mysqlasync.auth;

import org.jspecify.annotations.Nullable;

/**
 * What a plugin may know about the connection that it authenticates.
 *
 * @param user the user name
 * @param password the password for this factor; the caller closes it
 * @param transport how the connection is protected now
 * @param serverPublicKeyPem the server's pinned RSA public key as PEM text; null for none
 * @param allowPublicKeyRetrieval whether the server's RSA public key may be requested from the server. Over an
 *     unprotected connection, an attacker can substitute a key of their own
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
