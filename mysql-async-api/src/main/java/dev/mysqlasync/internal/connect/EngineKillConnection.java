package dev.mysqlasync.internal.connect;

import dev.mysqlasync.ExecuteResult;
import dev.mysqlasync.internal.ConnectionEngine;
import dev.mysqlasync.internal.cancel.KillConnection;
import dev.mysqlasync.internal.session.ServerOrigin;
import dev.mysqlasync.internal.statement.CollectingRequest;
import dev.mysqlasync.internal.statement.TextExecution;
import dev.mysqlasync.internal.value.EffectCollector;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A kill connection that is a connection of this driver. */
record EngineKillConnection(ConnectionEngine engine) implements KillConnection {

    @Override
    public ServerOrigin origin() {
        return engine.sessionState().origin();
    }

    @Override
    public boolean isOpen() {
        return engine.isOpen();
    }

    @Override
    public CompletableFuture<?> execute(String sql) {
        CompletableFuture<ExecuteResult> done = new CompletableFuture<>();
        engine.intake()
                .submit(new CollectingRequest<>(
                        new TextExecution(sql, List.of()), new EffectCollector(), done, Runnable::run));
        return done;
    }

    @Override
    public CompletableFuture<?> close() {
        return engine.close();
    }
}
