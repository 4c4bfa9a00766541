package dev.mysqlasync.auth;

/** Whether a server of {@code caching_sha2_password} has the account in its cache. */
public enum Sha2Cache {
    /** It has: the scramble is enough. */
    WARM,
    /** It has not: the client must send the password (full authentication). */
    COLD
}
