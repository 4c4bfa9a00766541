package dev.mysqlasync.internal.cancel;

import dev.mysqlasync.internal.session.ServerOrigin;
import java.util.concurrent.CompletableFuture;

/** A connection from which others are killed. Its methods may be called from any thread; its futures complete on its I/O thread. */
public interface KillConnection {

    /** What its server says of itself. */
    ServerOrigin origin();

    boolean isOpen();

    /** Runs a KILL. */
    CompletableFuture<?> execute(String sql);

    CompletableFuture<?> close();
}
