package dev.mysqlasync.auth;

/**
 * How well the bytes of a connection are protected, as far as passwords are concerned. A plugin names the least it
 * accepts ({@link AuthPlugin#permits}), and that is checked before it makes a byte.
 */
public enum TransportSecurity {
    /** Bytes in the clear on a network: anyone on the way can read and change them. */
    PLAIN,
    /** Bytes in the clear to an address of this machine: they leave no network card. */
    LOOPBACK,
    /**
     * TLS with a certificate that nobody verified. A listener learns nothing; who can answer in the server's place
     * learns all that is sent. Only a TLS mode that says so gives this.
     */
    TLS_UNVERIFIED,
    /** TLS with a certificate that was verified against a trusted CA, or pinned. */
    TLS_VERIFIED,
    /** A unix domain socket: the kernel carries the bytes to a process of this machine. */
    UNIX_SOCKET;

    /** Whether a listener on the way cannot read the bytes. */
    public boolean isConfidential() {
        return this == TLS_UNVERIFIED || isTrusted();
    }

    /** Whether, besides, the peer is known to be the server that is meant. */
    public boolean isTrusted() {
        return this == TLS_VERIFIED || this == UNIX_SOCKET;
    }
}
