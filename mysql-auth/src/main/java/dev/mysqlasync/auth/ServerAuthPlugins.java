package dev.mysqlasync.auth;

/** The server sides of the built-in plugins, with key and challenges. Thread-safe. */
public final class ServerAuthPlugins {

    private ServerAuthPlugins() {}

    /** The server side of {@code mysql_native_password}. */
    public static ServerAuthPlugin nativePassword() {
        return new NativePasswordServer();
    }

    /** The server side of {@code caching_sha2_password}. */
    public static ServerAuthPlugin cachingSha2Password(Sha2Cache cache) {
        return new CachingSha2Server(cache);
    }

    /** The server side of {@code sha256_password}. */
    public static ServerAuthPlugin sha256Password() {
        return new Sha256Server();
    }

    /** The server side of {@code client_ed25519}. Its challenge has 32 bytes. */
    public static ServerAuthPlugin ed25519() {
        return new Ed25519Server();
    }

    /**
     * The RSA public key of this JVM's servers as PEM text. The key pair of 2048 bits is generated on first use, which
     * takes about a second, and lasts as long as the JVM.
     */
    public static String publicKeyPem() {
        return RsaKeyPair.ofThisJvm().publicKeyPem();
    }

    /** Creates a challenge of 20 random printable characters without space and {@code $}. */
    public static byte[] nonce() {
        return Nonce.random(Nonce.LENGTH);
    }

    /** Creates a challenge of 32 such characters, for {@code client_ed25519}. */
    public static byte[] ed25519Nonce() {
        return Nonce.random(Nonce.ED25519_LENGTH);
    }
}
