package dev.mysqlasync.testkit.contract;

import dev.mysqlasync.spi.Endpoint;
import dev.mysqlasync.spi.Transport;
import java.util.function.BooleanSupplier;

/** A transport under test and the peers that it can connect to. A new one is created for each test. */
public interface ContractNetwork extends AutoCloseable {

    /** The transport under test. */
    Transport transport();

    /** Creates a peer that listens on TCP. */
    ContractPeer listen();

    /** Creates a peer that listens on a unix domain socket. */
    ContractPeer listenOnUnixSocket();

    /** A TCP endpoint without a listener. */
    Endpoint refusing();

    /** A unix domain socket that does not exist. */
    Endpoint missingUnixSocket();

    /** An endpoint whose host name cannot be resolved. */
    Endpoint unresolvable();

    /** An endpoint that does not answer attempts to connect. */
    Endpoint silent();

    /**
     * Waits until a condition holds, and lets the network run meanwhile.
     *
     * @param what names the condition, for the message
     * @throws AssertionError if the condition does not become true
     */
    void await(String what, BooleanSupplier condition);

    /** Closes the peers. The transport has been closed before. */
    @Override
    void close();
}
