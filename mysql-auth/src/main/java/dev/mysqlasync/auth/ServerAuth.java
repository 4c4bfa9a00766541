package dev.mysqlasync.auth;

import java.util.List;

/** One run of a {@link ServerAuthPlugin}. The methods compute, but never block. Not thread-safe. */
public interface ServerAuth {

    /**
     * Handles the client's next packet. Returns the steps to take, in this order. If the last one is
     * {@link ServerStep.MoreData}, the client's answer to it is the next packet; otherwise the run has ended.
     *
     * @param packet the auth response of the handshake response packet, or the payload of a packet after it
     * @throws IllegalStateException if the run has ended
     */
    List<ServerStep> receive(byte[] packet);
}
