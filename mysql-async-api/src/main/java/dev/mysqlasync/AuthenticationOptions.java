package dev.mysqlasync;

import dev.mysqlasync.auth.Secret;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The account, and how it is authenticated.
 *
 * @param user the account's name
 * @param password the account's password, {@link Secret#none} without one
 * @param serverPublicKeyPem the server's RSA public key, as PEM text, which encrypts the password where there is no TLS;
 *     {@code null} if it is not known
 * @param publicKeyRetrieval from which servers the client may fetch that key
 * @param allowedPlugins the authentication plugins that the server may choose from, by MySQL's names
 */
@SuppressWarnings("exports") // @Nullable is for tools; who compiles against this needs no JSpecify
public record AuthenticationOptions(
        String user,
        Secret password,
        @Nullable String serverPublicKeyPem,
        PublicKeyRetrieval publicKeyRetrieval,
        Set<String> allowedPlugins) {

    public AuthenticationOptions {
        allowedPlugins = Set.copyOf(allowedPlugins);
    }

    /** Whether the client may fetch that key from every server, not only over loopback or a unix socket. */
    public boolean allowPublicKeyRetrieval() {
        return publicKeyRetrieval == PublicKeyRetrieval.ALLOWED;
    }

    /** The options, with the password masked. */
    @Override
    public String toString() {
        return "user=" + user + ", password=***, serverPublicKey=" + (serverPublicKeyPem == null ? "none" : "given")
                + ", publicKeyRetrieval=" + publicKeyRetrieval + ", allowedAuthPlugins="
                + new TreeSet<>(allowedPlugins);
    }
}
