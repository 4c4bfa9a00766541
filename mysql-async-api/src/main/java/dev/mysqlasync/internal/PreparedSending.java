package dev.mysqlasync.internal;

import dev.mysqlasync.protocol.ComStmtExecute;
import dev.mysqlasync.protocol.ErrPacket;
import dev.mysqlasync.protocol.QueryAttribute;
import dev.mysqlasync.protocol.RowFormat;
import dev.mysqlasync.protocol.session.ResultsReader;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A statement with arguments: prepared on the server unless it is already, then executed. */
final class PreparedSending implements Sending, Preparation.Owner {

    private static final int ER_UNKNOWN_STMT_HANDLER = 1243;
    private static final int ER_NEED_REPREPARE = 1615;

    private final String sql;
    private final @Nullable Object[] arguments;
    private final List<QueryAttribute> attributes;
    private @Nullable ResultRequest<?> request;
    private @Nullable PreparedHandle handle;
    private @Nullable PreparedHandle ahead;
    private @Nullable StatementKey aheadKey;
    private byte[] classes = {};
    private boolean executed;
    private boolean triedAgain;

    PreparedSending(String sql, @Nullable Object[] arguments, List<QueryAttribute> attributes) {
        this.sql = sql;
        this.arguments = arguments;
        this.attributes = attributes;
    }

    @Override
    public String sql() {
        return sql;
    }

    @Override
    public void start(ResultRequest<?> request) {
        this.request = request;
        this.classes = ParameterClasses.of(arguments);
        CommandPipeline pipeline = request.pipeline();
        if (takeAhead()) {
            return;
        }
        PreparedHandle known = pipeline.session().statements().find(key(), classes);
        if (known != null) {
            execute(known);
        } else {
            pipeline.hold(request);
            new Preparation(sql, pipeline, this).send();
        }
    }

    private StatementKey key() {
        return pipeline().session().key(sql);
    }

    // --- prepared ahead of its turn ---------------------------------------------------------------------------------

    /**
     * What has to be prepared for it: equal for statements that one handle serves. Null when there is such a handle.
     *
     * @throws IllegalArgumentException if an argument is of no class that can be sent
     */
    @Nullable
    Object need(SessionState session) {
        byte[] wanted = ParameterClasses.of(arguments);
        boolean known = session.statements().find(session.key(sql), wanted) != null;
        return known ? null : List.of(sql, ByteBuffer.wrap(wanted));
    }

    /** Gives it a handle that was prepared for it, to be executed with if the session is still the same then. */
    void preparedAhead(PreparedHandle prepared, StatementKey key) {
        ahead = prepared;
        aheadKey = key;
    }

    /** Closes the handle that was prepared for it, unless it has been executed. */
    void dropAhead(CommandPipeline pipeline) {
        PreparedHandle unused = ahead;
        if (unused != null) {
            ahead = null;
            unused.close(pipeline);
        }
    }

    /** Executes it with the handle that was prepared for it, if there is one that fits the session as it is now. */
    private boolean takeAhead() {
        PreparedHandle prepared = ahead;
        if (prepared == null || !key().equals(aheadKey) || prepared.parameterCount() != arguments.length) {
            dropAhead(pipeline());
            return false;
        }
        ahead = null;
        List<PreparedHandle> evicted = pipeline().session().statements().add(key(), prepared);
        try {
            execute(prepared);
        } finally {
            evicted.forEach(old -> old.close(pipeline()));
        }
        return true;
    }

    // --- the answer to PREPARE -------------------------------------------------------------------------------------

    @Override
    public void prepared(PreparedHandle prepared) {
        pipeline().release();
        if (prepared.parameterCount() != arguments.length) {
            prepared.close(pipeline());
            request().finish(wrongCount(prepared.parameterCount()));
            return;
        }
        // every answer before this one has arrived: this is the schema it was prepared in
        List<PreparedHandle> evicted = pipeline().session().statements().add(key(), prepared);
        executeIfWanted(prepared);
        evicted.forEach(old -> old.close(pipeline()));
    }

    private IllegalArgumentException wrongCount(int parameters) {
        return new IllegalArgumentException("the statement has " + parameters + " parameters, and " + arguments.length
                + " arguments were given: " + sql);
    }

    /** A statement that was cancelled meanwhile is not executed. */
    private void executeIfWanted(PreparedHandle prepared) {
        if (!request().isWanted()) {
            pipeline().finished(request());
            return;
        }
        try {
            execute(prepared);
        } catch (RuntimeException e) {
            request().finish(Failures.ofSending(e, sql));
        }
    }

    @Override
    public void refused(ErrPacket error) {
        pipeline().release();
        request().finish(pipeline().failure(error, sql));
    }

    // --- executing -------------------------------------------------------------------------------------------------

    private void execute(PreparedHandle prepared) {
        pipeline()
                .send(
                        new ComStmtExecute(prepared.statementId(), false, Arrays.asList(arguments), attributes),
                        new ResultsReader(RowFormat.BINARY, request()));
        executed = true;
        handle = prepared;
        prepared.usedWith(classes);
    }

    @Override
    public boolean isExecuted() {
        return executed;
    }

    /**
     * The server does not know the statement any more, or could not bring it up to date: it is prepared anew, once. Not
     * where something was sent behind it, which must not overtake it.
     */
    @Override
    public boolean triesAgain(ResultRequest<?> request, ErrPacket error) {
        PreparedHandle used = handle;
        if (used == null || (error.code() != ER_UNKNOWN_STMT_HANDLER && error.code() != ER_NEED_REPREPARE)) {
            return false;
        }
        pipeline().session().statements().remove(key(), used);
        if (triedAgain || !pipeline().isAlone(request)) {
            used.close(pipeline());
            return false;
        }
        triedAgain = true;
        executed = false;
        pipeline().hold(request);
        used.close(pipeline());
        new Preparation(sql, pipeline(), this).send();
        return true;
    }

    private CommandPipeline pipeline() {
        return request().pipeline();
    }

    private ResultRequest<?> request() {
        return Objects.requireNonNull(request);
    }
}
