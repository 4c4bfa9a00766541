package dev.mysqlasync;

/** Whether a connection is encrypted, and what of the server's certificate is verified. No mode falls back to another. */
public enum TlsMode {
    /**
     * Plain text over a unix socket and to a loopback address, where a {@code tlsCa} is an error; {@link #VERIFY_IDENTITY}
     * to everywhere else.
     */
    AUTO,
    /** Plain text. */
    DISABLED,
    /** Encrypted, to whoever answers: the certificate is not verified, and someone in between can read along. */
    REQUIRED,
    /** Encrypted, to any host whose certificate a trusted CA has signed. */
    VERIFY_CA,
    /** Encrypted, to a host whose certificate a trusted CA has signed for the very name that was asked for. */
    VERIFY_IDENTITY
}
