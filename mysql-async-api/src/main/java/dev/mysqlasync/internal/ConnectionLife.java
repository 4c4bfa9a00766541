package dev.mysqlasync.internal;

import dev.mysqlasync.internal.command.SharedEnd;
import dev.mysqlasync.internal.failure.ConnectionLoss;
import dev.mysqlasync.spi.Transport;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * How far a connection has come, from the attempt to connect until it is gone, and the first reason why it was lost. Changed on the
 * connection's I/O thread, but for {@link #wantClose}; read from any thread.
 */
final class ConnectionLife {

    private enum State {
        /** Until the session is set up. Exits: {@link #READY}, {@link #GONE}. */
        CONNECTING,
        /** Requests are taken. Exits: {@link #CLOSING}, {@link #GONE}. */
        READY,
        /** The user has closed it; what was submitted before is finished. Exit: {@link #GONE}. */
        CLOSING,
        /** The transport has closed it. No exit. */
        GONE
    }

    private final CompletableFuture<@Nullable Void> opened = new CompletableFuture<>();
    private final CompletableFuture<@Nullable Void> ended = new CompletableFuture<>();
    private final SharedEnd endForUsers;
    private final AtomicBoolean closeWanted = new AtomicBoolean();
    private volatile State state = State.CONNECTING;
    private volatile @Nullable ConnectionLoss loss;

    ConnectionLife(Transport transport, Executor callbacks) {
        this.endForUsers = new SharedEnd(transport, callbacks);
    }

    // --- its course ------------------------------------------------------------------------------------------------

    /** The session is set up. */
    void ready() {
        state = State.READY;
        opened.complete(null);
    }

    /** Returns whether this is the first wish to close it. */
    boolean wantClose() {
        return closeWanted.compareAndSet(false, true);
    }

    /** Takes no more requests. Returns false where it is not ready, and so is not closed in this way. */
    boolean closing() {
        boolean ready = state == State.READY;
        if (ready) {
            state = State.CLOSING;
        }
        return ready;
    }

    /** Notes why it is lost. Returns whether this is the first reason. */
    boolean lost(ConnectionLoss reason) {
        boolean first = loss == null;
        if (first) {
            loss = reason;
        }
        return first;
    }

    /** No session comes about. */
    void notOpened(Throwable cause) {
        opened.completeExceptionally(cause);
    }

    void gone() {
        state = State.GONE;
    }

    /** The last call: tells all who wait for its end. */
    void end() {
        ended.complete(null);
        endForUsers.end();
    }

    // --- what is so ------------------------------------------------------------------------------------------------

    boolean isConnecting() {
        return state == State.CONNECTING;
    }

    boolean isReady() {
        return state == State.READY;
    }

    boolean isClosing() {
        return state == State.CLOSING;
    }

    boolean isLost() {
        return loss != null;
    }

    /** Whether it takes requests. */
    boolean isOpen() {
        return state == State.READY && loss == null && !closeWanted.get();
    }

    /** Why it was lost, or is going to be closed. */
    ConnectionLoss loss() {
        ConnectionLoss known = loss;
        return known == null ? ConnectionLoss.closedByUser() : known;
    }

    /**
     * Why requests are refused; {@code null} while they are taken.
     *
     * @param evenOfFollowing whether a connection that is being closed refuses it, too
     */
    @Nullable
    ConnectionLoss refusal(boolean evenOfFollowing) {
        return loss != null || (evenOfFollowing && closeWanted.get()) ? loss() : null;
    }

    /** Completes on the I/O thread when the session is set up, or will not be; not to be handed out. */
    CompletableFuture<@Nullable Void> opened() {
        return opened;
    }

    /** Completes on the I/O thread when the connection is gone; not to be handed out. */
    CompletableFuture<@Nullable Void> ended() {
        return ended;
    }

    /** Completes when the connection is gone, as the user's futures do. */
    CompletableFuture<@Nullable Void> endForUsers() {
        return endForUsers.asked();
    }
}
