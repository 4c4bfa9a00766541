package dev.mysqlasync.auth;

import java.util.List;

/** One run of a {@link ServerAuthPlugin}. Not thread-safe; the steps compute but never wait. */
public interface ServerAuth {

    /**
     * What to do about the client's next packet, in this order. If the last step is {@link ServerStep.MoreData}, the
     * client's answer to it comes here next; otherwise that was the end.
     *
     * @param packet the auth response of the handshake response packet, or the payload of a packet after it
     * @throws IllegalStateException after the end
     */
    List<ServerStep> receive(byte[] packet);
}
