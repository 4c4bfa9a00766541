package dev.mysqlasync;

/**
 * From which servers the client may fetch the RSA public key that encrypts the password where there is no TLS. An attacker on
 * the network can substitute a key, and so learn the password.
 */
public enum PublicKeyRetrieval {
    /** From a server at a loopback address or a unix socket: the bytes do not leave the machine. */
    LOCAL,
    /** From any server. */
    ALLOWED,
    /** From no server, not even a local one. */
    FORBIDDEN
}
