package dev.mysqlasync.auth;

/** How a server authenticated a client. */
public enum AuthPath {
    /** The account has no password, and the client sent none. */
    EMPTY,
    /** The scramble of {@code mysql_native_password}. */
    NATIVE,
    /** The scramble of {@code caching_sha2_password}, checked against the server's cache. */
    FAST,
    /** The password in cleartext over a confidential transport. */
    FULL_SECURE,
    /** The password encrypted with the server's RSA key. */
    FULL_RSA,
    /** The signature of {@code client_ed25519}. */
    ED25519
}
