package dev.mysqlasync.internal;

import dev.mysqlasync.internal.command.SharedEnd;
import dev.mysqlasync.internal.failure.ConnectionLoss;
import dev.mysqlasync.spi.Transport;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The state of a connection, from the attempt to connect until it is gone, and the first reason for its loss. Only the
 * I/O thread changes it, except for {@link #wantClose}. Any thread may read it.
 */
final class ConnectionLife {

    private enum State {
        /** The session is not set up yet. Exits: {@link #READY}, {@link #GONE}. */
        CONNECTING,
        /** Requests are accepted. Exits: {@link #CLOSING}, {@link #GONE}. */
        READY,
        /** The user has closed the connection; earlier requests are completed. Exit: {@link #GONE}. */
        CLOSING,
        /** The transport has closed the connection. No exit. */
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

    // --- changes ---------------------------------------------------------------------------------------------------

    /** The session is set up. */
    void ready() {
        state = State.READY;
        opened.complete(null);
    }

    /** The user closes the connection. Returns whether this is the first call. Called on any thread. */
    boolean wantClose() {
        return closeWanted.compareAndSet(false, true);
    }

    /** Changes from READY to CLOSING. In any other state, changes nothing and returns false. */
    boolean closing() {
        boolean ready = state == State.READY;
        if (ready) {
            state = State.CLOSING;
        }
        return ready;
    }

    /** Records why the connection is lost; only the first reason counts. Returns whether this is the first. */
    boolean lost(ConnectionLoss reason) {
        boolean first = loss == null;
        if (first) {
            loss = reason;
        }
        return first;
    }

    /** The session could not be set up. */
    void notOpened(Throwable cause) {
        opened.completeExceptionally(cause);
    }

    void gone() {
        state = State.GONE;
    }

    /** Completes the futures of all who wait for the end. Called last. */
    void end() {
        ended.complete(null);
        endForUsers.end();
    }

    // --- queries ---------------------------------------------------------------------------------------------------

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

    /** Whether new requests are accepted. */
    boolean isOpen() {
        return state == State.READY && loss == null && !closeWanted.get();
    }

    /** Why the connection was lost. Without a loss, the reason is that the user closes it. */
    ConnectionLoss loss() {
        ConnectionLoss known = loss;
        return known == null ? ConnectionLoss.closedByUser() : known;
    }

    /**
     * Why a request is rejected; {@code null} if it is accepted.
     *
     * @param evenOfFollowing whether a connection that is being closed rejects the request, too
     */
    @Nullable
    ConnectionLoss refusal(boolean evenOfFollowing) {
        return loss != null || (evenOfFollowing && closeWanted.get()) ? loss() : null;
    }

    /** Completes on the I/O thread when setup has succeeded or failed. Not for users. */
    CompletableFuture<@Nullable Void> opened() {
        return opened;
    }

    /** Completes on the I/O thread when the connection is gone. Not for users. */
    CompletableFuture<@Nullable Void> ended() {
        return ended;
    }

    /** Completes when the connection is gone, on the executor of user futures. */
    CompletableFuture<@Nullable Void> endForUsers() {
        return endForUsers.asked();
    }
}
