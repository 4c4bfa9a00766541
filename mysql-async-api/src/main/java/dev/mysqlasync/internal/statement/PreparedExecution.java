package dev.mysqlasync.internal.statement;

import dev.mysqlasync.internal.command.CommandPipeline;
import dev.mysqlasync.internal.failure.StatementText;
import dev.mysqlasync.internal.session.PreparedHandle;
import dev.mysqlasync.internal.session.SessionState;
import dev.mysqlasync.internal.session.StatementKey;
import dev.mysqlasync.internal.session.StatementStore;
import dev.mysqlasync.internal.value.ParameterClasses;
import dev.mysqlasync.internal.value.ValueContext;
import dev.mysqlasync.internal.value.ZoneDependence;
import dev.mysqlasync.protocol.ErrPacket;
import dev.mysqlasync.protocol.QueryAttribute;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A statement with arguments. It is prepared on the server unless it already is, and then executed. */
public final class PreparedExecution implements Execution {

    /** A handle that was prepared for this statement before its turn. */
    private record Ahead(PreparedHandle handle, StatementKey key) {}

    private final String sql;
    private final @Nullable Object[] arguments;
    private final boolean hasLong;
    private final List<QueryAttribute> attributes;
    private final Function<SessionState, StatementStore> store;
    private @Nullable Ahead ahead;
    private @Nullable PreparedRun run;

    /** A statement whose handles the session keeps. */
    public PreparedExecution(String sql, @Nullable Object[] arguments, List<QueryAttribute> attributes) {
        this(sql, arguments, attributes, SessionState::statements);
    }

    /** A statement whose handles another store keeps. */
    public PreparedExecution(
            String sql,
            @Nullable Object[] arguments,
            List<QueryAttribute> attributes,
            Function<SessionState, StatementStore> store) {
        this.sql = sql;
        this.arguments = arguments;
        this.hasLong = LongDataUpload.isAnyIn(arguments);
        this.attributes = attributes;
        this.store = store;
    }

    public static IllegalStateException closed(String sql) {
        return new IllegalStateException("the prepared statement is closed: " + StatementText.withoutValues(sql));
    }

    public static IllegalArgumentException wrongCount(String sql, int parameters, int arguments) {
        return new IllegalArgumentException("the statement has " + parameters
                + (parameters == 1 ? " parameter, but " : " parameters, but ") + arguments
                + (arguments == 1 ? " argument was given: " : " arguments were given: ")
                + StatementText.withoutValues(sql));
    }

    @Override
    public String sql() {
        return sql;
    }

    @Override
    public boolean sendsAhead() {
        return hasLong;
    }

    /**
     * An error in an execution with long values closes its handle. So no other execution may have sent values for that
     * handle by then.
     */
    @Override
    public boolean isReady(CommandPipeline pipeline) {
        return !hasLong || pipeline.isClearOfValuesAhead();
    }

    @Override
    public boolean dependsOnZone(ValueContext context) {
        return ZoneDependence.isIn(arguments, context) || ZoneDependence.isAnyIn(attributes, context);
    }

    @Override
    public void start(ResultRequest<?> request) {
        CommandPipeline pipeline = request.pipeline();
        PreparedRun started = new PreparedRun(sql, arguments, attributes, store.apply(pipeline.session()), request);
        run = started;
        started.start(takeAhead(pipeline));
    }

    // --- prepared ahead of its turn ---------------------------------------------------------------------------------

    /**
     * What must be prepared for it, equal for statements that can share a handle; {@code null} if there is nothing to
     * prepare.
     *
     * @throws IllegalArgumentException if an argument has a class that cannot be sent
     */
    @Nullable
    Object need(CommandPipeline pipeline) {
        SessionState session = pipeline.session();
        byte[] wanted = ParameterClasses.of(PreparedRun.encoded(arguments, session.values()));
        boolean known = session.statements().find(session.key(sql), wanted) != null;
        return known || pipeline.traits(sql).cannotBePrepared() ? null : List.of(sql, ByteBuffer.wrap(wanted));
    }

    /** Sets a handle that was prepared for it. It is used only if the session still has the same key then. */
    void preparedAhead(PreparedHandle prepared, StatementKey key) {
        ahead = new Ahead(prepared, key);
    }

    /** The handle that was prepared for it; {@code null} if there is none. A handle that does not fit is closed. */
    private @Nullable PreparedHandle takeAhead(CommandPipeline pipeline) {
        Ahead prepared = ahead;
        if (prepared == null
                || !pipeline.session().key(sql).equals(prepared.key)
                || prepared.handle.parameterCount() != arguments.length) {
            dropAhead(pipeline);
            return null;
        }
        ahead = null;
        return prepared.handle;
    }

    @Override
    public void dropped(CommandPipeline pipeline) {
        dropAhead(pipeline);
    }

    /** Closes the handle that was prepared for it, unless it was used. */
    void dropAhead(CommandPipeline pipeline) {
        Ahead unused = ahead;
        if (unused != null) {
            ahead = null;
            pipeline.close(unused.handle);
        }
    }

    // --- once it was started ---------------------------------------------------------------------------------------

    @Override
    public boolean isExecuted() {
        return run != null && run.step().isExecuted();
    }

    @Override
    public boolean triesAgain(ResultRequest<?> request, ErrPacket error) {
        return run != null && run.step().triesAgain(error);
    }

    @Override
    public ErrPacket told(ErrPacket error) {
        return run == null ? error : run.step().told(error);
    }

    @Override
    public void abandon() {
        if (run != null) {
            run.step().abandon();
        }
    }

    @Override
    public void letGo() {
        if (run != null) {
            run.step().letGo();
        }
    }
}
