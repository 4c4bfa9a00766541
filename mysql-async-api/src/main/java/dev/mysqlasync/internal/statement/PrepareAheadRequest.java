package dev.mysqlasync.internal.statement;

import dev.mysqlasync.internal.command.CommandPipeline;
import dev.mysqlasync.internal.command.Request;
import dev.mysqlasync.internal.session.PreparedHandle;
import dev.mysqlasync.protocol.ErrPacket;
import dev.mysqlasync.protocol.PacketTooLargeException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Prepares statements that are about to be executed together. Their PREPAREs are pipelined, so that no statement waits
 * for its own. If the server rejects one, it may depend on statements before it. So it is prepared again in its turn.
 */
public final class PrepareAheadRequest extends Request<@Nullable Void> {

    private final List<PreparedExecution> statements;
    private final Deque<PreparedExecution> unsent = new ArrayDeque<>();
    private @Nullable CommandPipeline pipeline;
    private int unanswered;
    private boolean dropped;

    public PrepareAheadRequest(List<PreparedExecution> statements) {
        super(new CompletableFuture<>(), Runnable::run);
        this.statements = statements;
    }

    /** Not needed if statements are not pipelined, or if all are prepared. */
    @Override
    protected boolean isNeeded(CommandPipeline pipeline) {
        if (pipeline.limitOfStatements() == 1 || dropped) {
            return false;
        }
        Set<Object> needs = new HashSet<>();
        for (PreparedExecution statement : statements) {
            Object need = need(statement, pipeline);
            if (need != null && needs.add(need)) {
                unsent.add(statement);
            }
        }
        return !unsent.isEmpty();
    }

    /** What must be prepared. A statement with an argument that cannot be sent fails later, in its turn. */
    private static @Nullable Object need(PreparedExecution statement, CommandPipeline pipeline) {
        try {
            return statement.need(pipeline);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    @Override
    protected void start(CommandPipeline pipeline) {
        this.pipeline = pipeline;
        pipeline.hold(this);
        sendNext();
    }

    private void sendNext() {
        while (!unsent.isEmpty() && unanswered < pipeline().limitOfStatements()) {
            unanswered += send(unsent.remove()) ? 1 : 0;
        }
        if (unanswered == 0) {
            pipeline().finished(this);
        }
    }

    /** Returns whether it was sent. A statement that cannot be sent fails later, in its turn. */
    private boolean send(PreparedExecution statement) {
        try {
            new Preparation(statement.sql(), pipeline(), new Ahead(statement)).send();
            return true;
        } catch (PacketTooLargeException | IllegalArgumentException e) {
            return false;
        }
    }

    private void answered() {
        unanswered--;
        sendNext();
    }

    /** No more statements are executed. Closes what was prepared. Called on the connection's I/O thread. */
    public void drop() {
        dropped = true;
        CommandPipeline used = pipeline;
        if (used != null && used.acceptsCommand()) { // otherwise a session reset drops all statements
            statements.forEach(statement -> statement.dropAhead(used));
        }
    }

    private CommandPipeline pipeline() {
        return Objects.requireNonNull(pipeline);
    }

    private final class Ahead implements Preparation.Owner {
        private final PreparedExecution statement;

        Ahead(PreparedExecution statement) {
            this.statement = statement;
        }

        /** All earlier answers have arrived, so the session key is the one that the statement was prepared with. */
        @Override
        public void prepared(PreparedHandle handle) {
            if (dropped) {
                pipeline().close(handle);
            } else {
                statement.preparedAhead(handle, pipeline().session().key(statement.sql()));
            }
            answered();
        }

        @Override
        public void refused(ErrPacket error) {
            PrepareRefusal.note(error, pipeline().traits(statement.sql()));
            answered();
        }
    }
}
