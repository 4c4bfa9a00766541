package dev.mysqlasync;

import dev.mysqlasync.auth.Secret;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The options that concern authentication.
 *
 * @param user the account's name
 * @param password the account's password, {@link Secret#none} without one
 * @param serverPublicKeyPem the RSA key, as PEM text, with which a password is encrypted where there is no TLS;
 *     {@code null} when none is known
 * @param publicKeyRetrieval whether that key may be taken from the server itself
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

    /** Whether that key may be taken from the server itself, also beyond loopback. */
    public boolean allowPublicKeyRetrieval() {
        return publicKeyRetrieval == PublicKeyRetrieval.ALLOWED;
    }

    /** Everything but the password. */
    @Override
    public String toString() {
        return "user=" + user + ", password=***, serverPublicKey=" + (serverPublicKeyPem == null ? "none" : "given")
                + ", publicKeyRetrieval=" + publicKeyRetrieval + ", allowedAuthPlugins="
                + new TreeSet<>(allowedPlugins);
    }
}
