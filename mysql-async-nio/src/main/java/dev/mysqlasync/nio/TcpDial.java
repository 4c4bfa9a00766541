package dev.mysqlasync.nio;

import dev.mysqlasync.spi.Cancellable;
import dev.mysqlasync.spi.Endpoint;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Connects to a host and port as RFC 8305 (Happy Eyeballs) describes. The name is resolved off the loop. The addresses
 * are tried with the two families in turn. The next attempt starts when the last has failed, or after 250 milliseconds.
 * The first attempt to connect wins; the others are closed.
 */
final class TcpDial implements Dial, Lookups.Callback {

    private enum State {
        /** The name is being resolved. Exits: RACING, OVER. */
        RESOLVING,
        /** Some addresses are being tried. Exit: OVER. */
        RACING,
        /** Connected, failed or abandoned. No exit. */
        OVER
    }

    /** RFC 8305's recommended Connection Attempt Delay. */
    private static final long HEAD_START_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private final Endpoint.Tcp endpoint;
    private final Dialer dialer;
    private final EventLoop loop;
    private final Outcome outcome;
    private final Deque<InetAddress> untried = new ArrayDeque<>();
    private final List<InetAddress> tried = new CopyOnWriteArrayList<>(); // read by any thread
    private final Set<Attempt> racing = new LinkedHashSet<>();
    private final List<Throwable> failures = new ArrayList<>();
    private volatile State state = State.RESOLVING;
    private @Nullable Cancellable headStart;

    TcpDial(Endpoint.Tcp endpoint, Dialer dialer, EventLoop loop, Outcome outcome) {
        this.endpoint = endpoint;
        this.dialer = dialer;
        this.loop = loop;
        this.outcome = outcome;
    }

    @Override
    public void start() {
        InetAddress literal = Lookups.literal(endpoint.host());
        if (literal != null) {
            race(List.of(literal));
        } else {
            dialer.lookups().resolve(endpoint.host(), this);
        }
    }

    @Override
    public void resolved(List<InetAddress> addresses) {
        loop.execute(() -> race(addresses));
    }

    @Override
    public void unresolved(UnknownHostException cause) {
        loop.execute(() -> resolutionFailed(cause));
    }

    private void resolutionFailed(UnknownHostException cause) {
        if (state == State.RESOLVING) {
            state = State.OVER;
            outcome.failed(cause);
        }
    }

    private void race(List<InetAddress> addresses) {
        if (state == State.RESOLVING) {
            state = State.RACING;
            untried.addAll(addresses);
            startNext();
        }
    }

    private void startNext() {
        if (headStart != null) {
            headStart.cancel();
        }
        InetAddress address = untried.poll();
        if (address == null) {
            return;
        }
        if (!untried.isEmpty()) {
            headStart = loop.schedule(HEAD_START_NANOS, this::startNext);
        }
        tried.add(address);
        try {
            Attempt attempt = new Attempt(address, dialer.sockets().tcp());
            racing.add(attempt);
            attempt.connect();
        } catch (Throwable e) { // such as no file descriptor or no memory left
            attemptFailed(e);
        }
    }

    /** One address has failed. The dial fails with the last one. */
    private void attemptFailed(Throwable cause) {
        failures.add(cause);
        if (!untried.isEmpty()) {
            startNext();
        } else if (racing.isEmpty()) {
            end();
            outcome.failed(failure());
        }
    }

    private ConnectException failure() {
        Throwable first = failures.get(0);
        ConnectException failure = new ConnectException(
                "cannot connect to " + endpoint + " (tried " + addresses(tried) + "): " + first.getMessage());
        failure.initCause(first);
        failures.stream().skip(1).forEach(failure::addSuppressed);
        return failure;
    }

    /** The addresses that have not failed, untried ones first. */
    private List<Endpoint> alternatives() {
        return Stream.concat(untried.stream(), racing.stream().map(attempt -> attempt.address))
                .map(address -> (Endpoint) new Endpoint.Tcp(address.getHostAddress(), endpoint.port()))
                .toList();
    }

    @Override
    public void abandon() {
        end();
    }

    private void end() {
        state = State.OVER;
        untried.clear();
        if (headStart != null) {
            headStart.cancel();
        }
        racing.forEach(attempt -> loop.close(attempt.channel));
        racing.clear();
    }

    @Override
    public String waitingFor() {
        return state == State.RESOLVING ? "its name has not been resolved" : "no answer from " + addresses(tried);
    }

    private static String addresses(List<InetAddress> addresses) {
        return addresses.stream().map(InetAddress::getHostAddress).collect(Collectors.joining(", "));
    }

    /** An attempt to connect to one address. */
    private final class Attempt implements Selectable {

        private final InetAddress address;
        private final SocketChannel channel;

        Attempt(InetAddress address, SocketChannel channel) {
            this.address = address;
            this.channel = channel;
        }

        void connect() {
            step(() -> {
                loop.register(channel, SelectionKey.OP_CONNECT, this);
                return channel.connect(new InetSocketAddress(address, endpoint.port()));
            });
        }

        @Override
        public void ready(int ready) {
            step(channel::finishConnect);
        }

        private void step(Step step) {
            boolean connected;
            try {
                connected = step.run();
            } catch (Throwable e) {
                failed(e);
                return;
            }
            if (connected) {
                succeeded();
            }
        }

        private void succeeded() {
            racing.remove(this);
            List<Endpoint> alternatives = alternatives();
            end();
            outcome.opened(channel, alternatives);
        }

        private void failed(Throwable cause) {
            racing.remove(this);
            Closing.close(channel, cause);
            attemptFailed(cause);
        }
    }

    /** A step of connecting. Returns whether the channel is connected. */
    @FunctionalInterface
    private interface Step {
        boolean run() throws IOException;
    }
}
