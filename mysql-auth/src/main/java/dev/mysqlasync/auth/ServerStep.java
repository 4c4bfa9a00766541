package dev.mysqlasync.auth;

/** One step that a server takes in authentication. */
public sealed interface ServerStep {

    /**
     * Send an AuthMoreData packet.
     *
     * @param data the packet's data without its header byte 0x01
     */
    record MoreData(byte[] data) implements ServerStep {

        @Override
        public String toString() {
            return "MoreData[" + data.length + " bytes]";
        }
    }

    /**
     * Send OK: the client is authenticated.
     *
     * @param path how it was authenticated
     */
    record Accepted(AuthPath path) implements ServerStep {}

    /** Send ERR with ER_ACCESS_DENIED_ERROR (1045). */
    record Rejected() implements ServerStep {}
}
