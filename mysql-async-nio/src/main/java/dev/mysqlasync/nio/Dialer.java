package dev.mysqlasync.nio;

import dev.mysqlasync.spi.Endpoint;
import java.util.concurrent.Executor;

/**
 * Creates the {@link Dial} for an endpoint.
 *
 * @param sockets creates channels
 * @param lookups resolves host names
 * @param blocking runs a connect that blocks; rejects it if no thread can be started
 */
record Dialer(Sockets sockets, Lookups lookups, Executor blocking) {

    Dial dial(Endpoint endpoint, EventLoop loop, Dial.Outcome outcome) {
        if (endpoint instanceof Endpoint.Tcp tcp) {
            return new TcpDial(tcp, this, loop, outcome);
        }
        return new UnixDial((Endpoint.UnixSocket) endpoint, this, loop, outcome);
    }
}
