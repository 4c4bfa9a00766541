package dev.mysqlasync;

/** Whether a connection is encrypted, and what is verified of the server's certificate. No mode falls back to another. */
public enum TlsMode {
    /**
     * Plain text over a unix socket and to a loopback address, where a {@code tlsCa} is an error. {@link #VERIFY_IDENTITY}
     * for all other servers.
     */
    AUTO,
    /** Plain text. */
    DISABLED,
    /** Encrypted without verification: an attacker in between can pose as the server. */
    REQUIRED,
    /** Encrypted; a trusted CA must have signed the server's certificate, whatever name it carries. */
    VERIFY_CA,
    /** Encrypted; a trusted CA must have signed the certificate, and it must carry the name of the host. */
    VERIFY_IDENTITY
}
