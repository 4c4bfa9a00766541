package dev.mysqlasync.auth;

import java.security.SecureRandom;

/** The server's halves of the built-in plugins, and what a server needs besides. Callable from any thread. */
public final class ServerAuthPlugins {

    private static final SecureRandom RANDOM = new SecureRandom();

    private ServerAuthPlugins() {}

    /** The server's half of {@code mysql_native_password}. */
    public static ServerAuthPlugin nativePassword() {
        return new NativePasswordServer();
    }

    /** The server's half of {@code caching_sha2_password}, with the account in its cache or not. */
    public static ServerAuthPlugin cachingSha2Password(Sha2Cache cache) {
        return new CachingSha2Server(cache);
    }

    /**
     * The RSA public key, as PEM text, under which the servers of this JVM take passwords. The pair, of 2048 bits, is
     * made at first use, which takes a second or so, and lasts as long as the JVM.
     */
    public static String publicKeyPem() {
        return RsaKeyPair.ofThisJvm().publicKeyPem();
    }

    /** A new challenge of 20 random printable characters, none of them NUL, a blank or {@code $}, as servers make them. */
    public static byte[] nonce() {
        byte[] nonce = new byte[Scramble.NONCE_LENGTH];
        for (int i = 0; i < nonce.length; i++) {
            nonce[i] = (byte)
                    RANDOM.ints('!', '~' + 1).filter(c -> c != '$').findFirst().orElseThrow();
        }
        return nonce;
    }
}
