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
 * Resolves host names. Concurrent requests for the same name share one look-up. So a name whose server does not answer
 * takes only one thread. IP literals need no look-up. Thread-safe.
 */
final class Lookups {

    /** Receives a host's addresses. */
    interface Callback {

        /** The name has been resolved to at least one address. Called on any thread. */
        void resolved(List<InetAddress> addresses);

        /** The name cannot be resolved. Called on any thread. */
        void unresolved(UnknownHostException cause);
    }

    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

    private final Resolver resolver;
    private final Executor threads;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, List<Callback>> underWay = new HashMap<>();

    /**
     * @param threads runs look-ups; rejects them if no thread can be started
     */
    Lookups(Resolver resolver, Executor threads) {
        this.resolver = resolver;
        this.threads = threads;
    }

    /** Parses an IP literal; {@code null} for a name. Asks no name server. */
    static @Nullable InetAddress literal(String host) {
        if (host.indexOf(':') < 0 && !IPV4.matcher(host).matches()) {
            return null;
        }
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            return null; // not a literal after all: the look-up decides
        }
    }

    void resolve(String host, Callback callback) {
        if (!joinsLookup(host, callback)) {
            try {
                threads.execute(() -> lookUp(host));
            } catch (RejectedExecutionException noThread) {
                unresolved(host, noThread);
            }
        }
    }

    private boolean joinsLookup(String host, Callback callback) {
        lock.lock();
        try {
            List<Callback> others = underWay.get(host);
            underWay.computeIfAbsent(host, name -> new ArrayList<>(1)).add(callback);
            return others != null;
        } finally {
            lock.unlock();
        }
    }

    private void lookUp(String host) {
        try {
            List<InetAddress> addresses = AddressOrder.alternate(resolver.resolve(host));
            removeCallbacks(host).forEach(callback -> Guard.run(() -> callback.resolved(addresses)));
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
        removeCallbacks(host).forEach(callback -> Guard.run(() -> callback.unresolved(unknown)));
    }

    private List<Callback> removeCallbacks(String host) {
        lock.lock();
        try {
            List<Callback> callbacks = underWay.remove(host);
            return callbacks == null ? List.of() : callbacks;
        } finally {
            lock.unlock();
        }
    }
}
