package dev.mysqlasync.auth;

/** The server's halves of the built-in plugins, and what a server needs besides. Callable from any thread. */
public final class ServerAuthPlugins {

    private ServerAuthPlugins() {}

    /** The server's half of {@code mysql_native_password}. */
    public static ServerAuthPlugin nativePassword() {
        return new NativePasswordServer();
    }

    /** The server's half of {@code caching_sha2_password}, with the account in its cache or not. */
    public static ServerAuthPlugin cachingSha2Password(Sha2Cache cache) {
        return new CachingSha2Server(cache);
    }

    /** The server's half of {@code sha256_password}. */
    public static ServerAuthPlugin sha256Password() {
        return new Sha256Server();
    }

    /** The server's half of {@code client_ed25519}. Its challenge has 32 bytes. */
    public static ServerAuthPlugin ed25519() {
        return new Ed25519Server();
    }

    /**
     * The RSA public key, as PEM text, under which the servers of this JVM take passwords. The pair, of 2048 bits, is
     * made at first use, which takes a second or so, and lasts as long as the JVM.
     */
    public static String publicKeyPem() {
        return RsaKeyPair.ofThisJvm().publicKeyPem();
    }

    /** A new challenge of 20 random printable characters, none of them NUL, a blank or {@code $}. */
    public static byte[] nonce() {
        return Nonce.random(Nonce.LENGTH);
    }

    /** A new challenge for {@code client_ed25519}, of 32 characters of that kind. */
    public static byte[] ed25519Nonce() {
        return Nonce.random(Nonce.ED25519_LENGTH);
    }
}
