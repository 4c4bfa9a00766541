package dev.mysqlasync.internal.connect;

import dev.mysqlasync.MySqlOptions;
import dev.mysqlasync.internal.ConnectionEngine;
import dev.mysqlasync.internal.cancel.KillConnection;
import dev.mysqlasync.internal.cancel.KillConnections;
import dev.mysqlasync.internal.setup.Destination;
import dev.mysqlasync.internal.setup.FailedAddresses;
import dev.mysqlasync.spi.Endpoint;
import dev.mysqlasync.spi.Transport;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** Opens connections with one set of options, and remembers which addresses failed. Thread-safe. */
public final class Connector {

    private final MySqlOptions options;
    private final Transport transport;
    private final Executor callbacks;
    private final KillConnections killConnections;
    private final FailedAddresses failed = new FailedAddresses();

    /**
     * Creates a connector for connections with these options.
     *
     * @param callbacks the executor on which futures of statements complete
     */
    public Connector(MySqlOptions options, Transport transport, Executor callbacks) {
        this.options = options;
        this.transport = transport;
        this.callbacks = callbacks;
        this.killConnections = new KillConnections(options, transport, this::openForKill);
    }

    /**
     * Connects.
     *
     * @param face creates the object that the future returns
     * @param executor the executor on which the future completes
     */
    public <T> CompletableFuture<T> connect(Function<? super ConnectionEngine, T> face, Executor executor) {
        return Connecting.begin(
                transport,
                Destination.of(options, transport, failed),
                to -> new ConnectionEngine(options, to, transport, callbacks, killConnections),
                face,
                executor);
    }

    private CompletableFuture<KillConnection> openForKill(Endpoint address, MySqlOptions asVictim) {
        return Connecting.begin(
                transport,
                Destination.at(address, asVictim, transport, new FailedAddresses()),
                to -> new ConnectionEngine(asVictim, to, transport, Runnable::run, null),
                EngineKillConnection::new,
                Runnable::run);
    }
}
