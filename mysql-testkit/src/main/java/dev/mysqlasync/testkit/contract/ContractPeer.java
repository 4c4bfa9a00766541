package dev.mysqlasync.testkit.contract;

import dev.mysqlasync.spi.Endpoint;

/** A server for one connection, which reads all it gets unless told otherwise. No method waits for the transport. */
public interface ContractPeer {

    /** Where it listens. */
    Endpoint endpoint();

    /** Sends bytes after those before, as soon as there is a connection that takes them. */
    void send(byte[] bytes);

    /** All bytes read so far. */
    byte[] received();

    /** The number of bytes read so far. */
    long receivedCount();

    /** Stops reading, also before there is a connection; a read that is under way may still end. */
    void stopReading();

    /** Reads again. */
    void startReading();

    /** Closes the connection in order, after what was sent has left. */
    void end();

    /** Closes the connection so that the other end sees a failure, at once. */
    void reset();

    /** Whether the connection has ended, in whatever way. */
    boolean sawEnd();
}
