package dev.mysqlasync.nio;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Looks hosts' names up. Whoever asks for a name that is being looked up gets that answer, so a name whose server does not answer
 * takes one thread, however often it is asked for. What is an address already takes none. Thread-safe.
 */
final class Lookups {

    /** Who wants a host's addresses. */
    interface Asker {

        /** The addresses, at least one. On any thread. */
        void resolved(List<InetAddress> addresses);

        /** There are none. On any thread. */
        void unresolved(UnknownHostException cause);
    }

    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

    private final Resolver resolver;
    private final Executor threads;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, List<Asker>> underWay = new HashMap<>();

    /** @param threads where names are looked up; refuses where there is no thread */
    Lookups(Resolver resolver, Executor threads) {
        this.resolver = resolver;
        this.threads = threads;
    }

    /** The address that a host is given as; {@code null} for a name. Asks no name server. */
    static @Nullable InetAddress literal(String host) {
        if (host.indexOf(':') < 0 && !IPV4.matcher(host).matches()) {
            return null;
        }
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            return null; // the look-up will say what it is
        }
    }

    void resolve(String host, Asker asker) {
        if (!joins(host, asker)) {
            try {
                threads.execute(() -> lookUp(host));
            } catch (RejectedExecutionException noThread) {
                unresolved(host, noThread);
            }
        }
    }

    private boolean joins(String host, Asker asker) {
        lock.lock();
        try {
            List<Asker> others = underWay.get(host);
            underWay.computeIfAbsent(host, name -> new ArrayList<>(1)).add(asker);
            return others != null;
        } finally {
            lock.unlock();
        }
    }

    private void lookUp(String host) {
        try {
            List<InetAddress> addresses = AddressOrder.alternate(resolver.resolve(host));
            answered(host).forEach(asker -> Guard.run(() -> asker.resolved(addresses)));
        } catch (Throwable e) {
            unresolved(host, e);
        }
    }

    private void unresolved(String host, Throwable cause) {
        UnknownHostException unknown = cause instanceof UnknownHostException known
                ? known
                : new UnknownHostException(host + ": " + cause.getMessage());
        if (unknown != cause) {
            unknown.initCause(cause);
        }
        answered(host).forEach(asker -> Guard.run(() -> asker.unresolved(unknown)));
    }

    private List<Asker> answered(String host) {
        lock.lock();
        try {
            List<Asker> askers = underWay.remove(host);
            return askers == null ? List.of() : askers;
        } finally {
            lock.unlock();
        }
    }
}
