package dev.mysqlasync.nio;

import dev.mysqlasync.spi.Endpoint;
import java.util.concurrent.Executor;

/**
 * Chooses the way to an endpoint.
 *
 * @param sockets where channels come from
 * @param lookups turns names into addresses
 * @param blocking runs a connect that blocks; refuses where there is no thread
 */
record Dialer(Sockets sockets, Lookups lookups, Executor blocking) {

    Dial dial(Endpoint endpoint, EventLoop loop, Dial.Outcome outcome) {
        if (endpoint instanceof Endpoint.Tcp tcp) {
            return new TcpDial(tcp, this, loop, outcome);
        }
        return new UnixDial((Endpoint.UnixSocket) endpoint, this, loop, outcome);
    }
}
