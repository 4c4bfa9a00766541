package dev.mysqlasync.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** How a server takes the password itself: as it is where the plugin wants it so, otherwise under its key. */
final class PasswordReceipt {

    private final Secret password;
    private final byte[] nonce;
    private final boolean clear;

    /**
     * One run's receipt.
     *
     * @param clear whether the plugin takes the password as it is over this transport
     */
    PasswordReceipt(Secret password, byte[] nonce, boolean clear) {
        this.password = password;
        this.nonce = nonce;
        this.clear = clear;
    }

    /** Whether the packet asks for the public key, and may. */
    boolean asksForKey(byte[] packet, byte request) {
        return !clear && packet.length == 1 && packet[0] == request;
    }

    static ServerStep publicKey() {
        return new ServerStep.MoreData(RsaKeyPair.ofThisJvm().publicKeyPem().getBytes(StandardCharsets.US_ASCII));
    }

    /** The verdict on a packet that should hold the password, with a NUL behind it. */
    ServerStep verdict(byte[] packet) {
        byte[] received = clear ? packet.clone() : decrypt(packet);
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
        return clear ? AuthPath.FULL_SECURE : AuthPath.FULL_RSA;
    }
}
