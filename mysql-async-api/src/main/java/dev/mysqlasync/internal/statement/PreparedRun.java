package dev.mysqlasync.internal.statement;

import dev.mysqlasync.internal.command.CommandPipeline;
import dev.mysqlasync.internal.failure.Failures;
import dev.mysqlasync.internal.session.PreparedHandle;
import dev.mysqlasync.internal.session.SessionState;
import dev.mysqlasync.internal.session.StatementIds;
import dev.mysqlasync.internal.session.StatementKey;
import dev.mysqlasync.internal.session.StatementStore;
import dev.mysqlasync.internal.sql.ClientRendering;
import dev.mysqlasync.internal.value.ParameterClasses;
import dev.mysqlasync.internal.value.ParameterValues;
import dev.mysqlasync.internal.value.ValueContext;
import dev.mysqlasync.protocol.Capability;
import dev.mysqlasync.protocol.ComStmtExecute;
import dev.mysqlasync.protocol.ErrPacket;
import dev.mysqlasync.protocol.QueryAttribute;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * One run of a {@link PreparedExecution}, from its start to its answer. Its {@link Step} is what it waits for. That is
 * the answer to PREPARE, to EXECUTE, or to both sent together, an upload of long values, or another execution in its
 * place. Used on the connection's I/O thread.
 */
final class PreparedRun {

    private final String sql;
    private final @Nullable Object[] given;
    private final boolean hasLong;
    private final List<QueryAttribute> attributes;
    private final StatementStore store;
    private final ResultRequest<?> request;
    private final CommandPipeline pipeline;
    private final @Nullable Object[] arguments; // encoded, with placeholders for long parameters
    private final byte[] classes;
    private Step step = new Unsent();

    PreparedRun(
            String sql,
            @Nullable Object[] given,
            List<QueryAttribute> attributes,
            StatementStore store,
            ResultRequest<?> request) {
        this.sql = sql;
        this.given = given;
        this.hasLong = LongDataUpload.isAnyIn(given);
        this.attributes = attributes;
        this.store = store;
        this.request = request;
        this.pipeline = request.pipeline();
        this.arguments = encoded(given, pipeline.session().values());
        this.classes = ParameterClasses.of(arguments);
    }

    /** The encoded arguments for EXECUTE, with placeholders for long parameters, which are sent ahead of it. */
    static @Nullable Object[] encoded(@Nullable Object[] given, ValueContext context) {
        boolean hasLong = LongDataUpload.isAnyIn(given);
        return ParameterValues.encode(hasLong ? LongDataUpload.placeholders(given) : given, context);
    }

    /** What the run waits for. */
    abstract static class Step {

        /** As {@link Execution#isExecuted}. */
        boolean isExecuted() {
            return false;
        }

        /** As {@link Execution#triesAgain}. */
        boolean triesAgain(ErrPacket error) {
            return false;
        }

        /** As {@link Execution#told}. */
        ErrPacket told(ErrPacket error) {
            return error;
        }

        /** As {@link Execution#abandon}. */
        void abandon() {}

        /** As {@link Execution#letGo}. */
        void letGo() {}
    }

    Step step() {
        return step;
    }

    // --- the start -------------------------------------------------------------------------------------------------

    /**
     * Sends the first command.
     *
     * @param ahead the handle that was prepared ahead for this run; {@code null} if there is none
     */
    void start(@Nullable PreparedHandle ahead) {
        if (store.isForCursors()) {
            pipeline.session().dirtiness().unknown(); // the cursor may stay open
        }
        if (ahead != null) {
            startAhead(ahead);
        } else if (pipeline.traits(sql).cannotBePrepared() && !hasLong) {
            String text = ClientRendering.render(sql, pipeline.sqlModes(), arguments);
            startAs(new Otherwise(TextExecution.rendered(sql, text, attributes), null));
        } else {
            startByKey();
        }
    }

    private void startByKey() {
        StatementKey key = key();
        int parameters = store.parameterCount(key);
        if (parameters != StatementStore.UNKNOWN && parameters != arguments.length) {
            throw PreparedExecution.wrongCount(sql, parameters, arguments.length);
        }
        PreparedHandle known = store.find(key, classes);
        if (known != null) {
            execute(new Use(key, known, List.of()), true);
            return;
        }
        pipeline.hold(request);
        if (mayExecuteAtOnce(parameters)) {
            PrepareAndExecute flight = new PrepareAndExecute(this, sql, arguments.length, pipeline, request);
            flight.send(this::execution);
            step = flight;
        } else {
            prepare(true);
        }
    }

    /**
     * Executes with a handle that was prepared ahead, and stores it like any other. A store without room for it returns
     * it, and it is closed after the execution.
     */
    private void startAhead(PreparedHandle ahead) {
        StatementKey key = key();
        Use use = new Use(key, ahead, store.add(key, ahead));
        try {
            execute(use, true);
        } catch (Throwable e) {
            use.closeEvicted();
            throw e;
        }
    }

    private void startAs(Otherwise other) {
        step = other;
        other.execution.start(request);
    }

    /**
     * Whether PREPARE and EXECUTE may be sent together. A server would misread an EXECUTE with a wrong number of
     * values.
     */
    private boolean mayExecuteAtOnce(int parameters) {
        return !hasLong
                && !store.isForCursors()
                && pipeline.limit() > 1
                && pipeline.session().statementIds().guess() != StatementIds.NONE
                && Capability.has(pipeline.capabilities(), Capability.MARIADB_CLIENT_STMT_BULK_OPERATIONS)
                && (parameters != StatementStore.UNKNOWN || pipeline.traits(sql).certainPlaces() == arguments.length);
    }

    private StatementKey key() {
        SessionState session = pipeline.session();
        return store.isForCursors() ? session.cursorKey(sql) : session.key(sql);
    }

    /**
     * The handle to execute, and the handles that the store evicted for it. They are closed when this run no longer
     * needs them.
     */
    final class Use {

        final StatementKey key;
        final PreparedHandle handle;
        private List<PreparedHandle> evicted;

        Use(StatementKey key, PreparedHandle handle, List<PreparedHandle> evicted) {
            this.key = key;
            this.handle = handle;
            this.evicted = evicted;
        }

        boolean isCounted() {
            return handle.parameterCount() == arguments.length;
        }

        void closeEvicted() {
            evicted.forEach(pipeline::close);
            evicted = List.of();
        }
    }

    private static final class Unsent extends Step {}

    // --- PREPARE ---------------------------------------------------------------------------------------------------

    void prepare(boolean mayTryAgain) {
        step = new Preparing(mayTryAgain);
        new Preparation(sql, pipeline, (Preparation.Owner) step).send();
    }

    /** The PREPARE is not yet answered. */
    private final class Preparing extends Step implements Preparation.Owner {

        private final boolean mayTryAgain;

        Preparing(boolean mayTryAgain) {
            this.mayTryAgain = mayTryAgain;
        }

        /** All earlier answers have arrived, so the key has the schema that the statement was prepared in. */
        @Override
        public void prepared(PreparedHandle handle) {
            if (!triesWithoutCursor()) {
                pipeline.release();
            }
            executeIfCounted(added(handle), mayTryAgain);
        }

        @Override
        public void refused(ErrPacket error) {
            refusedToPrepare(error);
        }
    }

    Use added(PreparedHandle handle) {
        StatementKey key = key();
        return new Use(key, handle, store.add(key, handle));
    }

    void refusedToPrepare(ErrPacket error) {
        pipeline.release();
        PrepareRefusal.note(error, pipeline.traits(sql));
        String text = hasLong || !request.isWanted() ? null : PrepareRefusal.asText(error, sql, pipeline, arguments);
        if (text == null) {
            step = new Unsent();
            request.finish(pipeline.failure(error, sql));
        } else {
            continueAs(new Otherwise(TextExecution.rendered(sql, text, attributes), error));
        }
    }

    private void continueAs(Otherwise other) {
        try {
            startAs(other);
        } catch (Throwable e) {
            request.finish(Failures.ofSending(e, sql));
        }
    }

    /**
     * Executes the statement, unless its number of parameters is wrong or it was cancelled meanwhile. The handle stays
     * in the store, so that a wrong number is then found before sending.
     */
    void executeIfCounted(Use use, boolean mayTryAgain) {
        step = new Unsent();
        if (!use.isCounted()) {
            end(use, PreparedExecution.wrongCount(sql, use.handle.parameterCount(), arguments.length));
        } else if (!request.isWanted()) {
            end(use, new CancellationException());
        } else {
            try {
                execute(use, mayTryAgain);
            } catch (Throwable e) {
                end(use, Failures.ofSending(e, sql));
            }
        }
    }

    void end(Use use, Throwable failure) {
        use.closeEvicted();
        request.finish(failure);
    }

    /** The EXECUTE that was sent together with the PREPARE runs this handle. */
    void executedWith(Use use) {
        pipeline.release();
        use.handle.usedWith(classes);
        use.closeEvicted();
        step = new Executed(use, true);
    }

    // --- EXECUTE ---------------------------------------------------------------------------------------------------

    private void execute(Use use, boolean mayTryAgain) {
        if (hasLong) {
            new SendingLongData(use).send();
        } else {
            sendExecute(use, mayTryAgain);
        }
    }

    private void sendExecute(Use use, boolean mayTryAgain) {
        pipeline.send(execution(use.handle.statementId()), use.handle.reader(request));
        step = new Executed(use, mayTryAgain);
        use.handle.usedWith(classes);
        use.closeEvicted();
    }

    private ComStmtExecute execution(int statementId) {
        return new ComStmtExecute(
                statementId,
                store.isForCursors(),
                Arrays.asList(arguments),
                ParameterValues.encode(attributes, pipeline.session().values()));
    }

    /** Long values are being sent, and the EXECUTE follows. */
    private final class SendingLongData extends Step implements LongDataUpload.Owner {

        private final Use use;
        private final LongDataUpload upload;

        SendingLongData(Use use) {
            this.use = use;
            this.upload = LongDataUpload.of(given, use.handle, request, this);
        }

        void send() {
            step = this;
            upload.send();
        }

        @Override
        public void execute() {
            sendExecute(use, false);
        }

        @Override
        public void abandoned() {
            use.closeEvicted();
        }

        @Override
        void abandon() {
            upload.cancel();
        }

        @Override
        void letGo() {
            upload.stop();
        }
    }

    /** The EXECUTE is not yet answered. */
    private final class Executed extends Step {

        private final Use use;
        private final boolean mayTryAgain;

        Executed(Use use, boolean mayTryAgain) {
            this.use = use;
            this.mayTryAgain = mayTryAgain;
        }

        @Override
        boolean isExecuted() {
            return true;
        }

        /**
         * If the handle is out of date, the statement is prepared and executed again, once. It must not overtake
         * requests sent after it, so that happens only if there are none. Long values are not sent again, because their
         * sources may be consumed. Their handle is closed, which also drops what the server has received of them.
         */
        @Override
        boolean triesAgain(ErrPacket error) {
            if (HandleErrors.isOfCursor(error) && triesWithoutCursor() && pipeline.isAlone(request)) {
                continueWithoutCursor();
                return true;
            }
            if (!hasLong && !HandleErrors.isOutOfDate(error)) {
                giveUpIfSpoilt(error);
                return false;
            }
            store.remove(use.key, use.handle);
            boolean again = !hasLong && mayTryAgain && pipeline.isAlone(request);
            if (again) {
                pipeline.hold(request);
            }
            pipeline.close(use.handle);
            if (again) {
                prepare(false);
            }
            return again;
        }

        private void giveUpIfSpoilt(ErrPacket error) {
            if (HandleErrors.mayHaveSpoilt(error, pipeline) && store.remove(use.key, use.handle)) {
                pipeline.close(use.handle);
            }
        }

        /** Executes without a cursor, and closes the handle, which is for executions with a cursor only. */
        private void continueWithoutCursor() {
            pipeline.release();
            store.remove(use.key, use.handle);
            pipeline.close(use.handle);
            continueAs(new Otherwise(
                    arguments.length == 0
                            ? new TextExecution(sql, attributes)
                            : new PreparedExecution(sql, given, attributes),
                    null));
        }
    }

    /**
     * Whether it is executed without a cursor if the server opens none for this kind of statement. Until that is known,
     * it blocks the pipeline. Never for CALL: no server rejects it for its kind, and a procedure can raise any error
     * after changing something.
     */
    private boolean triesWithoutCursor() {
        return store.isForCursors() && !hasLong && !pipeline.traits(sql).isCall() && request.isWanted();
    }

    // --- another way -----------------------------------------------------------------------------------------------

    /** The statement is executed in another way. */
    private final class Otherwise extends Step {

        private final Execution execution;
        private final @Nullable ErrPacket refusal; // the answer to PREPARE, if that is the reason

        Otherwise(Execution execution, @Nullable ErrPacket refusal) {
            this.execution = execution;
            this.refusal = refusal;
        }

        @Override
        boolean isExecuted() {
            return execution.isExecuted();
        }

        @Override
        boolean triesAgain(ErrPacket error) {
            return execution.triesAgain(request, error);
        }

        @Override
        ErrPacket told(ErrPacket error) {
            return refusal == null ? execution.told(error) : PrepareRefusal.told(refusal, error);
        }
    }
}
