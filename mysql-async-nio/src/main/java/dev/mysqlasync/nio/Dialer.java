package dev.mysqlasync.nio;

import dev.mysqlasync.spi.Endpoint;
import java.util.concurrent.Executor;

/**
 * Chooses the way to an endpoint.
 *
 * @param sockets where channels come from
 * @param resolver turns names into addresses
 * @param offload runs what blocks
 */
record Dialer(Sockets sockets, Resolver resolver, Executor offload) {

    Dial dial(Endpoint endpoint, EventLoop loop, Dial.Outcome outcome) {
        if (endpoint instanceof Endpoint.Tcp tcp) {
            return new TcpDial(tcp, this, loop, outcome);
        }
        return new UnixDial((Endpoint.UnixSocket) endpoint, this, loop, outcome);
    }
}
