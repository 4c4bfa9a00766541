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
 * Prepares statements that are about to be executed together, in one flight, so that none of them has to wait for its own
 * PREPARE. One that the server refuses is left alone: it may depend on those before it, and is prepared again in its turn.
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

    /** Not where statements go one by one, and not when all are prepared. */
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

    /** A statement with an argument that cannot be sent fails by itself, in its turn. */
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

    /** Returns whether it was sent; one that cannot be fails by itself, in its turn. */
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

    /** Nothing is going to be executed any more: what was prepared is closed. On the connection's I/O thread. */
    public void drop() {
        dropped = true;
        CommandPipeline used = pipeline;
        if (used != null && used.acceptsCommand()) { // else the session is starting over, without statements
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

        /** Every answer before this one has arrived: this is the schema it was prepared in. */
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
