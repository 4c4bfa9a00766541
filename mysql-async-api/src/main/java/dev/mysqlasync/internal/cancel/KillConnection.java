package dev.mysqlasync.internal.cancel;

import dev.mysqlasync.internal.session.ServerOrigin;
import java.util.concurrent.CompletableFuture;

/** A connection that sends KILL for others. Thread-safe; its futures complete on its I/O thread. */
public interface KillConnection {

    /** What its server has reported about itself. */
    ServerOrigin origin();

    boolean isOpen();

    /** Executes a KILL statement. */
    CompletableFuture<?> execute(String sql);

    CompletableFuture<?> close();
}
