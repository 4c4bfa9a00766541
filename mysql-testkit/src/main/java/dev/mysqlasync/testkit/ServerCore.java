package dev.mysqlasync.testkit;

import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The state that all conversations of one server share. Thread-safe. */
final class ServerCore {

    private final ServerSettings settings;
    private final StubTable stubs = new StubTable();
    private final ServerLog log = new ServerLog();
    private final AtomicLong lastConnectionId = new AtomicLong();
    private final Map<Long, ServerConversation> open = new ConcurrentHashMap<>();
    private final Queue<ConnectFault> nextFaults = new ConcurrentLinkedQueue<>();
    private volatile @Nullable ConnectFault fault;

    ServerCore(ServerSettings settings) {
        this.settings = settings;
    }

    ServerSettings settings() {
        return settings;
    }

    StubTable stubs() {
        return stubs;
    }

    ServerLog log() {
        return log;
    }

    /** Returns the id for a new connection. */
    long nextConnectionId() {
        return lastConnectionId.incrementAndGet();
    }

    /** Sets the fault of all later connections; null for none. */
    void fault(@Nullable ConnectFault fault) {
        this.fault = fault;
    }

    /** Adds a fault for one connection, after those already queued. */
    void nextFault(ConnectFault fault) {
        nextFaults.add(fault);
    }

    /** Returns the fault for a new connection; null for none. */
    @Nullable
    ConnectFault takeFault() {
        ConnectFault next = nextFaults.poll();
        return next != null ? next : fault;
    }

    void opened(long connectionId, ServerConversation conversation) {
        open.put(connectionId, conversation);
    }

    void closed(long connectionId) {
        open.remove(connectionId);
    }

    /** The open connection with this id; null if there is none. */
    @Nullable
    ServerConversation conversation(long connectionId) {
        return open.get(connectionId);
    }
}
