package dev.mysqlasync.auth;

/** One thing a server does next in authentication. */
public sealed interface ServerStep {

    /**
     * Send an AuthMoreData packet.
     *
     * @param data the packet's data, without the 0x01 in front
     */
    record MoreData(byte[] data) implements ServerStep {

        @Override
        public String toString() {
            return "MoreData[" + data.length + " bytes]";
        }
    }

    /**
     * Send OK: the client is who it says.
     *
     * @param path how it proved it
     */
    record Accepted(AuthPath path) implements ServerStep {}

    /** Send ERR (1045): it is not. */
    record Rejected() implements ServerStep {}
}
