package dev.mysqlasync.testkit.contract;

import dev.mysqlasync.spi.Endpoint;

/**
 * A server for one connection. It reads everything it receives, unless reading is stopped. No method waits for the
 * transport.
 */
public interface ContractPeer {

    /** The endpoint at which it listens. */
    Endpoint endpoint();

    /** Sends bytes in the order of the calls, as soon as there is a connection that accepts them. */
    void send(byte[] bytes);

    /** All bytes read so far. */
    byte[] received();

    /** The number of bytes read so far. */
    long receivedCount();

    /** Stops reading, even before there is a connection. A read in progress may still complete. */
    void stopReading();

    /** Resumes reading. */
    void startReading();

    /** Closes the connection in order, after all bytes have been sent. */
    void end();

    /** Resets the connection at once, so that the other end sees a failure. */
    void reset();

    /** Whether the connection has ended, in any way. */
    boolean sawEnd();
}
