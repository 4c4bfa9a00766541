package dev.mysqlasync.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Receives the password on the server side: in cleartext if the plugin expects that, else encrypted with the server's
 * RSA key.
 */
final class PasswordReceipt {

    private final Secret password;
    private final byte[] nonce;
    private final boolean cleartext;

    /**
     * Creates the receipt of one run.
     *
     * @param cleartext whether the plugin expects the password in cleartext over this transport
     */
    PasswordReceipt(Secret password, byte[] nonce, boolean cleartext) {
        this.password = password;
        this.nonce = nonce;
        this.cleartext = cleartext;
    }

    /** Whether the packet requests the public key; false if the password is expected in cleartext. */
    boolean asksForKey(byte[] packet, byte request) {
        return !cleartext && packet.length == 1 && packet[0] == request;
    }

    static ServerStep publicKey() {
        return new ServerStep.MoreData(RsaKeyPair.ofThisJvm().publicKeyPem().getBytes(StandardCharsets.US_ASCII));
    }

    /** Checks a packet that must hold the password and a NUL. */
    ServerStep verdict(byte[] packet) {
        byte[] received = cleartext ? packet.clone() : decrypt(packet);
        if (received == null) {
            return new ServerStep.Rejected();
        }
        byte[] utf8 = password.utf8();
        byte[] expected = Arrays.copyOf(utf8, utf8.length + 1);
        boolean right = MessageDigest.isEqual(received, expected);
        Arrays.fill(utf8, (byte) 0);
        Arrays.fill(expected, (byte) 0);
        Arrays.fill(received, (byte) 0);
        return right ? new ServerStep.Accepted(path()) : new ServerStep.Rejected();
    }

    private byte @Nullable [] decrypt(byte[] packet) {
        byte[] masked = RsaKeyPair.ofThisJvm().decrypt(packet);
        return masked == null ? null : PasswordDelivery.mask(masked, nonce);
    }

    private AuthPath path() {
        return cleartext ? AuthPath.FULL_SECURE : AuthPath.FULL_RSA;
    }
}
