package dev.mysqlasync;

import org.jspecify.annotations.Nullable;

/**
 * Encryption.
 *
 * @param mode whether the connection is encrypted, and what is verified of the server's certificate
 * @param caPem the CA certificates to trust, as PEM text; {@code null} for those of the Java runtime
 */
@SuppressWarnings("exports") // @Nullable is for tools; who compiles against this needs no JSpecify
public record TlsOptions(TlsMode mode, @Nullable String caPem) {

    @Override
    public String toString() {
        return "tls=" + mode + (caPem == null ? "" : ", tlsCa=given");
    }
}
