package dev.mysqlasync.auth;

/** Whether a {@code caching_sha2_password} server has the account in its cache. */
public enum Sha2Cache {
    /** The account is cached: the scramble is enough. */
    WARM,
    /** The account is not cached: the client must send the password (full authentication). */
    COLD
}
