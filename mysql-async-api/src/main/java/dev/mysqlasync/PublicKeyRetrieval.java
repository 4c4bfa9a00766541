package dev.mysqlasync;

/**
 * Whether the RSA key that encrypts a password may be taken from the server itself, where there is no TLS. Who can change
 * bytes on the way can put in a key of their own, and so learns the password.
 */
public enum PublicKeyRetrieval {
    /** From a server at a loopback address or a unix socket: what is sent does not leave the machine. */
    LOCAL,
    /** From any server. */
    ALLOWED,
    /** From none, wherever it is. */
    FORBIDDEN
}
