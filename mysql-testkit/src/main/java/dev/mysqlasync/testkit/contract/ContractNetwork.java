package dev.mysqlasync.testkit.contract;

import dev.mysqlasync.spi.Endpoint;
import dev.mysqlasync.spi.Transport;
import java.util.function.BooleanSupplier;

/** A transport under test and the peers it can reach. Made afresh for each test. */
public interface ContractNetwork extends AutoCloseable {

    /** The transport under test. */
    Transport transport();

    /** A new peer, listening on TCP. */
    ContractPeer listen();

    /** A new peer, listening on a unix domain socket. */
    ContractPeer listenOnUnixSocket();

    /** A TCP port where nobody listens. */
    Endpoint refusing();

    /** A unix domain socket that does not exist. */
    Endpoint missingUnixSocket();

    /** A host whose name has no address. */
    Endpoint unresolvable();

    /** An endpoint from where an attempt to connect gets no answer. */
    Endpoint silent();

    /**
     * Lets things happen until a condition holds.
     *
     * @throws AssertionError naming {@code what} when it does not come to hold
     */
    void await(String what, BooleanSupplier condition);

    /** Closes the peers; the transport is closed before. */
    @Override
    void close();
}
