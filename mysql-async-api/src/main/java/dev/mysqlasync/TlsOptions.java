package dev.mysqlasync;

import org.jspecify.annotations.Nullable;

/**
 * The options that concern TLS.
 *
 * @param mode whether to encrypt, and what to verify
 * @param caPem the trusted CA certificates as PEM text; {@code null} for those of the Java runtime
 */
@SuppressWarnings("exports") // @Nullable is for tools; who compiles against this needs no JSpecify
public record TlsOptions(TlsMode mode, @Nullable String caPem) {

    @Override
    public String toString() {
        return "tls=" + mode + (caPem == null ? "" : ", tlsCa=given");
    }
}
