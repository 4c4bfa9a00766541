package dev.mysqlasync.spi;

/**
 * The options of a transport.
 *
 * @param eventLoops the number of I/O threads; 0 means one per processor
 * @param tcpNoDelay whether small writes leave at once
 * @param tcpKeepAlive whether the kernel probes idle connections
 * @param sendBufferSize the kernel's send buffer in bytes; 0 leaves the system's default
 * @param receiveBufferSize the kernel's receive buffer in bytes; 0 leaves the system's default
 */
public record TransportOptions(
        int eventLoops, boolean tcpNoDelay, boolean tcpKeepAlive, int sendBufferSize, int receiveBufferSize) {

    public static final TransportOptions DEFAULT = new TransportOptions(0, true, true, 0, 0);

    public TransportOptions {
        if (eventLoops < 0 || sendBufferSize < 0 || receiveBufferSize < 0) {
            throw new IllegalArgumentException("eventLoops, sendBufferSize and receiveBufferSize must not be negative");
        }
    }

    /** These options with another {@code eventLoops}. */
    public TransportOptions withEventLoops(int eventLoops) {
        return new TransportOptions(eventLoops, tcpNoDelay, tcpKeepAlive, sendBufferSize, receiveBufferSize);
    }

    /** These options with another {@code tcpNoDelay}. */
    public TransportOptions withTcpNoDelay(boolean tcpNoDelay) {
        return new TransportOptions(eventLoops, tcpNoDelay, tcpKeepAlive, sendBufferSize, receiveBufferSize);
    }

    /** These options with another {@code tcpKeepAlive}. */
    public TransportOptions withTcpKeepAlive(boolean tcpKeepAlive) {
        return new TransportOptions(eventLoops, tcpNoDelay, tcpKeepAlive, sendBufferSize, receiveBufferSize);
    }

    /** These options with another {@code sendBufferSize}. */
    public TransportOptions withSendBufferSize(int sendBufferSize) {
        return new TransportOptions(eventLoops, tcpNoDelay, tcpKeepAlive, sendBufferSize, receiveBufferSize);
    }

    /** These options with another {@code receiveBufferSize}. */
    public TransportOptions withReceiveBufferSize(int receiveBufferSize) {
        return new TransportOptions(eventLoops, tcpNoDelay, tcpKeepAlive, sendBufferSize, receiveBufferSize);
    }
}
