package dev.mysqlasync.internal.setup;

import dev.mysqlasync.internal.command.CommandPipeline;
import dev.mysqlasync.internal.command.Request;
import dev.mysqlasync.internal.session.ServerFacts;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Sets up a session. It blocks the pipeline until it is complete. */
class SetupRequest extends Request<ServerFacts> implements SetupStatements.Owner {

    private final SetupSql setup;
    private @Nullable CommandPipeline pipeline;

    SetupRequest(SetupSql setup, CompletableFuture<ServerFacts> future, Executor callbacks) {
        super(future, callbacks);
        this.setup = setup;
    }

    @Override
    protected boolean isOfTransaction(CommandPipeline pipeline) {
        return false;
    }

    @Override
    protected final void start(CommandPipeline pipeline) {
        this.pipeline = pipeline;
        pipeline.hold(this);
        pipeline.fate().ended();
        begin();
    }

    /** Sends the first command. A subclass sends its own command before the settings. */
    void begin() {
        sendSettings();
    }

    final void sendSettings() {
        new SetupStatements(setup, pipeline(), this).send();
    }

    @Override
    public void setUp(ServerFacts facts) {
        pipeline().finished(this);
        succeed(facts);
    }

    @Override
    public void notSetUp(RuntimeException cause) {
        pipeline().finished(this);
        fail(cause);
    }

    final CommandPipeline pipeline() {
        return Objects.requireNonNull(pipeline);
    }
}
