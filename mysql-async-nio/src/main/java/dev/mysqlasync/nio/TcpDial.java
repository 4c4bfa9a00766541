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
 * Connects to a host's port in the manner of RFC 8305: resolves the name off the loop, then tries the addresses, both
 * families in alternation. The next one starts when the last has failed or after a quarter of a second; the first to
 * answer wins, and the others are closed.
 */
final class TcpDial implements Dial, Lookups.Asker {

    private enum State {
        /** The name is being resolved. Exits: RACING, OVER. */
        RESOLVING,
        /** Channels to some addresses are connecting. Exit: OVER. */
        RACING,
        /** Won, failed or abandoned. No exit. */
        OVER
    }

    /** RFC 8305's recommended Connection Attempt Delay. */
    private static final long HEAD_START_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private final Endpoint.Tcp endpoint;
    private final Dialer dialer;
    private final EventLoop loop;
    private final Outcome outcome;
    private final Deque<InetAddress> untried = new ArrayDeque<>();
    private final List<InetAddress> tried = new CopyOnWriteArrayList<>(); // told on any thread
    private final Set<Runner> racing = new LinkedHashSet<>();
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
        loop.execute(() -> nameless(cause));
    }

    private void nameless(UnknownHostException cause) {
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
            Runner runner = new Runner(address, dialer.sockets().tcp());
            racing.add(runner);
            runner.connect();
        } catch (Throwable e) { // such as a system that has no descriptor, or no memory, left
            lost(e);
        }
    }

    /** One address is out; the last one to go ends the dial. */
    private void lost(Throwable cause) {
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

    /** The addresses that are not found to be out: first those that nobody has tried. */
    private List<Endpoint> alternatives() {
        return Stream.concat(untried.stream(), racing.stream().map(runner -> runner.address))
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
        racing.forEach(runner -> loop.close(runner.channel));
        racing.clear();
    }

    @Override
    public String doing() {
        return state == State.RESOLVING ? "its name is still being resolved" : "no answer from " + addresses(tried);
    }

    private static String addresses(List<InetAddress> addresses) {
        return addresses.stream().map(InetAddress::getHostAddress).collect(Collectors.joining(", "));
    }

    /** The channel to one of the addresses. */
    private final class Runner implements Selectable {

        private final InetAddress address;
        private final SocketChannel channel;

        Runner(InetAddress address, SocketChannel channel) {
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
            boolean there;
            try {
                there = step.take();
            } catch (Throwable e) {
                lose(e);
                return;
            }
            if (there) {
                win();
            }
        }

        private void win() {
            racing.remove(this);
            List<Endpoint> alternatives = alternatives();
            end();
            outcome.opened(channel, alternatives);
        }

        private void lose(Throwable cause) {
            racing.remove(this);
            Closing.close(channel, cause);
            lost(cause);
        }
    }

    /** Part of a connect; whether the channel is connected after it. */
    @FunctionalInterface
    private interface Step {
        boolean take() throws IOException;
    }
}
