package dev.mysqlasync.internal.statement;

import dev.mysqlasync.internal.command.CommandPipeline;
import dev.mysqlasync.internal.failure.Failures;
import dev.mysqlasync.internal.session.PreparedHandle;
import dev.mysqlasync.internal.session.SessionState;
import dev.mysqlasync.internal.session.StatementIds;
import dev.mysqlasync.internal.session.StatementKey;
import dev.mysqlasync.internal.session.StatementStore;
import dev.mysqlasync.internal.sql.ClientRendering;
import dev.mysqlasync.internal.sql.StatementTraits;
import dev.mysqlasync.internal.value.ParameterClasses;
import dev.mysqlasync.internal.value.ParameterValues;
import dev.mysqlasync.internal.value.ValueContext;
import dev.mysqlasync.internal.value.ZoneDependence;
import dev.mysqlasync.protocol.Capability;
import dev.mysqlasync.protocol.ComStmtExecute;
import dev.mysqlasync.protocol.ErrPacket;
import dev.mysqlasync.protocol.QueryAttribute;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A statement with arguments: prepared on the server unless it is already, then executed. */
public final class PreparedExecution implements Execution, Preparation.Owner, LongDataUpload.Owner {

    private final String sql;
    private final @Nullable Object[] given;
    private @Nullable Object[] arguments; // the same, with something in the place of long ones
    private final boolean hasLong;
    private final List<QueryAttribute> attributes;
    private final Function<SessionState, StatementStore> shelf;
    private @Nullable ResultRequest<?> request;
    private @Nullable PreparedHandle handle;
    private @Nullable PreparedHandle ahead;
    private @Nullable StatementKey aheadKey;
    private @Nullable Execution instead; // how it is sent after all
    private @Nullable ErrPacket refusedWith; // the answer to PREPARE, where it is sent otherwise
    private byte[] classes = {};
    private List<PreparedHandle> evicted = List.of(); // to be closed once this statement needs nothing more of them
    private @Nullable PrepareAndExecute flight;
    private @Nullable LongDataUpload longArguments;
    private boolean executed;
    private boolean triedAgain;

    /** A statement whose handles are kept with those of the session. */
    public PreparedExecution(String sql, @Nullable Object[] arguments, List<QueryAttribute> attributes) {
        this(sql, arguments, attributes, SessionState::statements);
    }

    /** A statement whose handles are kept elsewhere. */
    public PreparedExecution(
            String sql,
            @Nullable Object[] arguments,
            List<QueryAttribute> attributes,
            Function<SessionState, StatementStore> shelf) {
        this.sql = sql;
        this.given = arguments;
        this.hasLong = LongDataUpload.isAnyIn(arguments);
        this.arguments = hasLong ? LongDataUpload.placeholders(arguments) : arguments;
        this.attributes = attributes;
        this.shelf = shelf;
    }

    @Override
    public String sql() {
        return sql;
    }

    @Override
    public boolean sendsAhead() {
        return hasLong;
    }

    /** An error of one with long values ends its handle, and nothing else may have been sent for that by then. */
    @Override
    public boolean isReady(CommandPipeline pipeline) {
        return !hasLong || pipeline.isClearOfValuesAhead();
    }

    @Override
    public boolean dependsOnZone(ValueContext context) {
        return ZoneDependence.isIn(given, context) || ZoneDependence.isAnyIn(attributes, context);
    }

    @Override
    public void start(ResultRequest<?> request) {
        this.request = request;
        CommandPipeline pipeline = request.pipeline();
        if (shelf().isForCursors()) {
            pipeline.session().traces().unknown(); // it may be left open
        }
        this.arguments = ParameterValues.encode(arguments, pipeline.session().values());
        this.classes = ParameterClasses.of(arguments);
        if (takeAhead()) {
            return;
        }
        if (pipeline.traits(sql).cannotBePrepared() && !hasLong) {
            instead = TextExecution.rendered(
                    sql, ClientRendering.render(sql, pipeline.sqlModes(), arguments), attributes);
            instead.start(request);
            return;
        }
        int parameters = shelf().parameterCount(key());
        if (parameters != StatementStore.UNKNOWN && parameters != arguments.length) {
            throw wrongCount(sql, parameters, arguments.length);
        }
        PreparedHandle known = shelf().find(key(), classes);
        if (known != null) {
            execute(known);
        } else {
            pipeline.hold(request);
            prepare(parameters);
        }
    }

    private void prepare(int parameters) {
        if (mayExecuteAtOnce(parameters)) {
            flight = new PrepareAndExecute(sql, arguments.length, pipeline(), this::preparedWithExecution, request());
            flight.send(this::execution);
            executed = flight.unsent() == null;
        } else {
            new Preparation(sql, pipeline(), this).send();
        }
    }

    /** An execution with a wrong number of values must not be sent: the server would misread it. */
    private boolean mayExecuteAtOnce(int parameters) {
        return !hasLong
                && !shelf().isForCursors()
                && pipeline().limit() > 1
                && pipeline().session().statementIds().guess() != StatementIds.NONE
                && Capability.has(pipeline().capabilities(), Capability.MARIADB_CLIENT_STMT_BULK_OPERATIONS)
                && (parameters != StatementStore.UNKNOWN
                        || pipeline().traits(sql).certainPlaces() == arguments.length);
    }

    private void preparedWithExecution(PreparedHandle prepared) {
        handle = prepared;
        evicted = shelf().add(key(), prepared);
        if (executed && flight().hasMissed()) {
            return; // it is still to be executed, or to fail
        }
        pipeline().release();
        if (executed) {
            prepared.usedWith(classes);
        }
        closeEvicted();
        if (!executed) {
            Throwable why = flight().unsent();
            request().finish(Failures.ofSending(Objects.requireNonNull(why), sql));
        }
    }

    private StatementStore shelf() {
        return shelf.apply(pipeline().session());
    }

    private StatementKey key() {
        SessionState session = pipeline().session();
        return shelf().isForCursors() ? session.cursorKey(sql) : session.key(sql);
    }

    // --- prepared ahead of its turn ---------------------------------------------------------------------------------

    /**
     * What has to be prepared for it: equal for statements that one handle serves. Null when there is such a handle.
     *
     * @throws IllegalArgumentException if an argument is of no class that can be sent
     */
    @Nullable
    Object need(CommandPipeline pipeline) {
        SessionState session = pipeline.session();
        byte[] wanted = ParameterClasses.of(ParameterValues.encode(arguments, session.values()));
        boolean known = session.statements().find(session.key(sql), wanted) != null;
        return known || pipeline.traits(sql).cannotBePrepared() ? null : List.of(sql, ByteBuffer.wrap(wanted));
    }

    /** Gives it a handle that was prepared for it, to be executed with if the session is still the same then. */
    void preparedAhead(PreparedHandle prepared, StatementKey key) {
        ahead = prepared;
        aheadKey = key;
    }

    @Override
    public void dropped(CommandPipeline pipeline) {
        dropAhead(pipeline);
    }

    /** Closes the handle that was prepared for it, unless it has been executed. */
    void dropAhead(CommandPipeline pipeline) {
        PreparedHandle unused = ahead;
        if (unused != null) {
            ahead = null;
            pipeline.close(unused);
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
        evicted = shelf().add(key(), prepared); // perhaps itself, which is closed when it was executed
        try {
            execute(prepared);
        } catch (Throwable e) {
            closeEvicted();
            throw e;
        }
        return true;
    }

    // --- the answer to PREPARE -------------------------------------------------------------------------------------

    @Override
    public void prepared(PreparedHandle prepared) {
        if (!triesWithoutCursor()) {
            pipeline().release();
        }
        // every answer before this one has arrived: this is the schema it was prepared in
        evicted = shelf().add(key(), prepared);
        executeIfCounted(prepared);
    }

    /** With another number of parameters it is kept, and its number with it. */
    private void executeIfCounted(PreparedHandle prepared) {
        if (prepared.parameterCount() == arguments.length) {
            executeIfWanted(prepared);
        } else {
            closeEvicted();
            request().finish(wrongCount(sql, prepared.parameterCount(), arguments.length));
        }
    }

    public static IllegalArgumentException wrongCount(String sql, int parameters, int arguments) {
        return new IllegalArgumentException(
                "the statement has " + parameters + " parameters, and " + arguments + " arguments were given: " + sql);
    }

    /** A statement that was cancelled meanwhile is not executed. */
    private void executeIfWanted(PreparedHandle prepared) {
        if (!request().isWanted()) {
            closeEvicted();
            request().finish(new CancellationException());
            return;
        }
        try {
            execute(prepared);
        } catch (Throwable e) {
            closeEvicted();
            request().finish(Failures.ofSending(e, sql));
        }
    }

    @Override
    public void refused(ErrPacket error) {
        pipeline().release();
        noteRefusal(error, pipeline());
        String text =
                hasLong || !request().isWanted() ? null : PrepareRefusal.asText(error, sql, pipeline(), arguments);
        if (text == null) {
            request().finish(pipeline().failure(error, sql));
        } else {
            refusedWith = error;
            goOnAs(TextExecution.rendered(sql, text, attributes));
        }
    }

    /** A statement that can never be prepared is not tried again. */
    void noteRefusal(ErrPacket error, CommandPipeline pipeline) {
        StatementTraits traits = pipeline.traits(sql);
        if (PrepareRefusal.isForGood(error, traits)) {
            traits.cannotBePrepared(true);
        }
    }

    @Override
    public ErrPacket told(ErrPacket error) {
        return refusedWith == null ? error : PrepareRefusal.told(refusedWith, error);
    }

    private void goOnAs(Execution other) {
        instead = other;
        try {
            other.start(request());
        } catch (Throwable e) {
            request().finish(Failures.ofSending(e, sql));
        }
    }

    // --- executing -------------------------------------------------------------------------------------------------

    private void execute(PreparedHandle prepared) {
        handle = prepared;
        if (hasLong) {
            LongDataUpload sent = LongDataUpload.of(given, prepared, request(), this);
            longArguments = sent;
            sent.send();
        } else {
            execute();
        }
    }

    @Override
    public void execute() {
        PreparedHandle prepared = Objects.requireNonNull(handle);
        pipeline().send(execution(prepared.statementId()), prepared.reader(request()));
        executed = true;
        prepared.usedWith(classes);
        closeEvicted();
    }

    private ComStmtExecute execution(int statementId) {
        return new ComStmtExecute(
                statementId,
                shelf().isForCursors(),
                Arrays.asList(arguments),
                ParameterValues.encode(attributes, pipeline().session().values()));
    }

    @Override
    public void abandoned() {
        closeEvicted();
    }

    private void closeEvicted() {
        evicted.forEach(pipeline()::close);
        evicted = List.of();
    }

    @Override
    public void abandon() {
        if (longArguments != null) {
            longArguments.cancel();
        }
    }

    @Override
    public void letGo() {
        if (longArguments != null) {
            longArguments.stop();
        }
    }

    @Override
    public boolean isExecuted() {
        return instead == null ? executed : instead.isExecuted();
    }

    /**
     * The server does not know the statement any more, or could not bring it up to date: it is prepared anew, once. Not
     * where something was sent behind it, which must not overtake it, and not with long arguments, whose sources may be
     * spent: what an error leaves of those on the server goes with the handle.
     */
    @Override
    public boolean triesAgain(ResultRequest<?> request, ErrPacket error) {
        if (instead != null) {
            return instead.triesAgain(request, error);
        }
        PrepareAndExecute flown = flight;
        if (flown != null && flown.refusal() != null) {
            return refusedWithExecution(flown.refusal());
        }
        if (flown != null && flown.hasMissed()) {
            return missed(error);
        }
        PreparedHandle used = handle;
        if (used != null
                && HandleErrors.isOfCursor(error)
                && triesWithoutCursor()
                && pipeline().isAlone(request)) {
            goOnWithoutCursor(used);
            return true;
        }
        if (used == null || (!hasLong && !HandleErrors.isOutOfDate(error))) {
            giveUpIfSpoilt(used, error);
            return false;
        }
        shelf().remove(key(), used);
        if (hasLong || triedAgain || !pipeline().isAlone(request)) {
            pipeline().close(used);
            return false;
        }
        triedAgain = true;
        executed = false;
        pipeline().hold(request);
        pipeline().close(used);
        new Preparation(sql, pipeline(), this).send();
        return true;
    }

    private void giveUpIfSpoilt(@Nullable PreparedHandle used, ErrPacket error) {
        if (used != null && HandleErrors.mayHaveSpoilt(error, pipeline()) && shelf().remove(key(), used)) {
            pipeline().close(used);
        }
    }

    /**
     * Whether it is sent without a cursor if it turns out to be of a kind that can have none; the line is held until that is
     * known. Not a CALL: a procedure can raise any error after it has done something, and a CALL never lacks a cursor for being one.
     */
    private boolean triesWithoutCursor() {
        return shelf().isForCursors()
                && !hasLong
                && !pipeline().traits(sql).isCall()
                && request().isWanted();
    }

    /** The handle is for executions with a cursor alone. */
    private void goOnWithoutCursor(PreparedHandle used) {
        pipeline().release();
        shelf().remove(key(), used);
        pipeline().close(used);
        goOnAs(
                arguments.length == 0
                        ? new TextExecution(sql, attributes)
                        : new PreparedExecution(sql, given, attributes));
    }

    /** Nothing was executed: the server knows no statement of the id that was guessed, or refused another number of values. */
    private boolean missed(ErrPacket error) {
        PreparedHandle prepared = Objects.requireNonNull(handle);
        flight = null;
        pipeline().release();
        if (prepared.parameterCount() == arguments.length && !HandleErrors.isUnknown(error)) {
            closeEvicted();
            return false; // the transaction is gone, or worse
        }
        executed = false;
        executeIfCounted(prepared);
        return true;
    }

    /** The error of the PREPARE is the one that says something. */
    private boolean refusedWithExecution(ErrPacket refusal) {
        flight = null;
        executed = false;
        if (PrepareRefusal.isOfRoom(refusal) && pipeline().isAlone(request())) {
            new Preparation(sql, pipeline(), this).send(); // which makes room first
        } else {
            refused(refusal);
        }
        return true;
    }

    private PrepareAndExecute flight() {
        return Objects.requireNonNull(flight);
    }

    private CommandPipeline pipeline() {
        return request().pipeline();
    }

    private ResultRequest<?> request() {
        return Objects.requireNonNull(request);
    }
}
