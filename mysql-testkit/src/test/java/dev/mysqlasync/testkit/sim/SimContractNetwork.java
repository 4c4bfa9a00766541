package dev.mysqlasync.testkit.sim;

import dev.mysqlasync.spi.Endpoint;
import dev.mysqlasync.spi.Transport;
import dev.mysqlasync.testkit.contract.ContractNetwork;
import dev.mysqlasync.testkit.contract.ContractPeer;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;

/** Runs the contract on an in-memory network. */
final class SimContractNetwork implements ContractNetwork {

    private final InMemoryNetwork network;
    private final Transport transport;
    private int peers;

    SimContractNetwork(SimLoop loop) {
        network = new InMemoryNetwork(loop);
        transport = network.transport();
    }

    @Override
    public Transport transport() {
        return transport;
    }

    @Override
    public ContractPeer listen() {
        return new SimContractPeer(network, new Endpoint.Tcp("server", 3000 + peers++));
    }

    @Override
    public ContractPeer listenOnUnixSocket() {
        return new SimContractPeer(network, new Endpoint.UnixSocket(Path.of("/run/server.sock")));
    }

    @Override
    public Endpoint refusing() {
        return new Endpoint.Tcp("server", 1);
    }

    @Override
    public Endpoint missingUnixSocket() {
        return new Endpoint.UnixSocket(Path.of("/run/missing.sock"));
    }

    @Override
    public Endpoint unresolvable() {
        network.makeUnresolvable("nowhere");
        return new Endpoint.Tcp("nowhere", 3306);
    }

    @Override
    public Endpoint silent() {
        Endpoint silent = new Endpoint.Tcp("silent", 3306);
        network.makeSilent(silent);
        return silent;
    }

    @Override
    public void await(String what, BooleanSupplier condition) {
        try {
            network.loop().runUntil(condition);
        } catch (IllegalStateException e) {
            throw new AssertionError("not reached: " + what, e);
        }
    }

    @Override
    public void close() {
        network.loop().runUntilIdle();
        if (network.openConnections() != 0) {
            throw new AssertionError(network.openConnections() + " connections left open");
        }
    }
}
