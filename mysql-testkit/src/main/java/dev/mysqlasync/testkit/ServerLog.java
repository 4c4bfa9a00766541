package dev.mysqlasync.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;

/** The log of a server's events. Thread-safe. */
final class ServerLog {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<ReceivedCommand> commands = new ArrayList<>();
    private final TreeMap<Long, RecordedConnection> connections = new TreeMap<>();
    private final List<ReceivedFile> files = new ArrayList<>();
    private final List<String> unexpected = new ArrayList<>();

    /** Adds a command, which is created with its number in the log. */
    ReceivedCommand add(IntFunction<ReceivedCommand> commandAt) {
        lock.lock();
        try {
            ReceivedCommand command = commandAt.apply(commands.size() + 1);
            commands.add(command);
            changed.signalAll();
            return command;
        } finally {
            lock.unlock();
        }
    }

    void connection(RecordedConnection state) {
        lock.lock();
        try {
            connections.put(state.connectionId(), state);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void file(ReceivedFile file) {
        lock.lock();
        try {
            files.add(file);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void unexpected(String report) {
        lock.lock();
        try {
            unexpected.add(report);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    List<ReceivedCommand> commands() {
        lock.lock();
        try {
            return List.copyOf(commands);
        } finally {
            lock.unlock();
        }
    }

    List<RecordedConnection> connections() {
        lock.lock();
        try {
            return List.copyOf(connections.values());
        } finally {
            lock.unlock();
        }
    }

    List<ReceivedFile> files() {
        lock.lock();
        try {
            return List.copyOf(files);
        } finally {
            lock.unlock();
        }
    }

    List<String> unexpected() {
        lock.lock();
        try {
            return List.copyOf(unexpected);
        } finally {
            lock.unlock();
        }
    }

    /** Waits until a condition holds; checks it at each change of the log. Returns false after the timeout. */
    boolean await(Duration timeout, BooleanSupplier condition) throws InterruptedException {
        long left = timeout.toNanos();
        lock.lock();
        try {
            while (!condition.getAsBoolean()) {
                if (left <= 0) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }
}
