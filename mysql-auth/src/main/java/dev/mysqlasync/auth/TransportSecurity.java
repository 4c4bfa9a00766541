package dev.mysqlasync.auth;

/**
 * How a connection protects passwords. Each plugin decides which transports it permits ({@link AuthPlugin#permits});
 * that is checked before the plugin produces a byte.
 */
public enum TransportSecurity {
    /** Unencrypted over a network: anyone on the path can read and change the bytes. */
    PLAIN,
    /** Unencrypted to a loopback address: the bytes do not leave the machine. */
    LOOPBACK,
    /**
     * TLS with an unverified certificate. An eavesdropper learns nothing, but an impostor of the server learns all that
     * is sent. Only TLS modes without verification result in this.
     */
    TLS_UNVERIFIED,
    /** TLS with a certificate that was verified against a trusted CA or a pin. */
    TLS_VERIFIED,
    /** A unix domain socket: the peer is a process on this machine. */
    UNIX_SOCKET;

    /** Whether an eavesdropper cannot read the bytes. */
    public boolean isConfidential() {
        return this == TLS_UNVERIFIED || isTrusted();
    }

    /** Whether the bytes are confidential and the peer is known to be the intended server. */
    public boolean isTrusted() {
        return this == TLS_VERIFIED || this == UNIX_SOCKET;
    }
}
