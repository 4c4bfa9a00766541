package dev.mysqlasync.internal.statement;

import dev.mysqlasync.LongParameter;
import dev.mysqlasync.MySqlSourceException;
import dev.mysqlasync.internal.command.CommandPipeline;
import dev.mysqlasync.internal.failure.Failures;
import dev.mysqlasync.internal.session.PreparedHandle;
import dev.mysqlasync.internal.upload.Upload;
import dev.mysqlasync.protocol.ComStmtReset;
import dev.mysqlasync.protocol.ComStmtSendLongData;
import dev.mysqlasync.protocol.ErrPacket;
import dev.mysqlasync.protocol.LongData;
import dev.mysqlasync.protocol.OkPacket;
import dev.mysqlasync.protocol.session.OkReader;
import dev.mysqlasync.protocol.session.OkSink;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Sends the long parameters of one execution one after the other, ahead of its EXECUTE. This blocks the pipeline. If a
 * parameter fails, COM_STMT_RESET clears what the server has received. The answer to it ends the request in its turn.
 */
final class LongDataUpload implements Upload.Target, OkSink {

    /** Executes the statement. */
    interface Owner {

        /** All parameters were sent. If this throws, the request fails, and no EXECUTE was sent. */
        void execute();

        /** The statement is not executed. The request fails later. */
        void abandoned();
    }

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Deque<Integer> left; // indexes of the parameters not yet sent; the first one is under way
    private final @Nullable Object[] arguments;
    private final int statementId;
    private final ResultRequest<?> request;
    private final Owner owner;
    private boolean anySent;
    private @Nullable Upload upload; // of the first one in left
    private @Nullable Throwable failure;

    private LongDataUpload(
            @Nullable Object[] arguments, Deque<Integer> left, int statementId, ResultRequest<?> request, Owner owner) {
        this.arguments = arguments;
        this.left = left;
        this.statementId = statementId;
        this.request = request;
        this.owner = owner;
    }

    /** Whether an argument is a long parameter. */
    static boolean isAnyIn(@Nullable Object[] arguments) {
        for (Object argument : arguments) {
            if (argument instanceof LongParameter) {
                return true;
            }
        }
        return false;
    }

    /** The arguments for EXECUTE, with placeholders for long parameters. */
    static @Nullable Object[] placeholders(@Nullable Object[] arguments) {
        @Nullable Object[] executed = arguments.clone();
        for (int i = 0; i < executed.length; i++) {
            if (executed[i] instanceof LongParameter parameter) {
                executed[i] = parameter.isText() ? LongData.TEXT : LongData.BYTES;
            }
        }
        return executed;
    }

    /** An upload of the long parameters, begun by {@link #send}. After it, the owner executes the statement. */
    static LongDataUpload of(
            @Nullable Object[] arguments, PreparedHandle handle, ResultRequest<?> request, Owner owner) {
        Deque<Integer> left = new ArrayDeque<>();
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i] instanceof LongParameter) {
                left.add(i);
            }
        }
        return new LongDataUpload(arguments, left, handle.statementId(), request, owner);
    }

    void send() {
        pipeline().hold(request);
        sendNext();
    }

    /** The statement must not be executed. Cancels the upload that is under way. */
    void cancel() {
        if (upload != null) {
            upload.cancel();
        }
    }

    /** Sends nothing more. */
    void stop() {
        if (upload != null) {
            upload.stop();
        }
    }

    private void sendNext() {
        Integer index = left.peek();
        if (index == null) {
            execute();
            return;
        }
        anySent = false;
        LongParameter parameter = Objects.requireNonNull((LongParameter) arguments[index]);
        Upload next = new Upload(parameter.source(), pipeline().uploads(), this);
        upload = next;
        next.open();
        next.begin();
    }

    private void execute() {
        pipeline().release();
        try {
            owner.execute();
        } catch (Throwable e) {
            abandon(Failures.ofSending(e, request.sql()));
        }
    }

    // --- the upload ------------------------------------------------------------------------------------------------

    @Override
    public void piece(ByteBuffer bytes) {
        anySent = true;
        pipeline().send(new ComStmtSendLongData(statementId, left.element(), bytes), null);
    }

    @Override
    public void ended() {
        if (!anySent) {
            piece(NOTHING); // without it, the server expects the value in EXECUTE
        }
        left.remove();
        sendNext();
    }

    @Override
    public void failed(Throwable cause) {
        abandon(new MySqlSourceException(
                "the source of parameter " + (left.element() + 1) + " failed; the statement was not executed",
                cause,
                false));
    }

    // --- giving up -------------------------------------------------------------------------------------------------

    private void abandon(Throwable cause) {
        failure = cause;
        pipeline().release();
        pipeline().send(new ComStmtReset(statementId), new OkReader(this));
        owner.abandoned();
    }

    @Override
    public void ok(OkPacket ok) {
        request.finish(Objects.requireNonNull(failure));
    }

    /** If the server does not know the statement, it has nothing to clear. */
    @Override
    public void error(ErrPacket error) {
        request.finish(Objects.requireNonNull(failure));
    }

    private CommandPipeline pipeline() {
        return request.pipeline();
    }
}
