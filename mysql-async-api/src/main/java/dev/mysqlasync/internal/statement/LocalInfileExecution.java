package dev.mysqlasync.internal.statement;

import dev.mysqlasync.ByteSource;
import dev.mysqlasync.MySqlSourceException;
import dev.mysqlasync.internal.command.CommandPipeline;
import dev.mysqlasync.internal.upload.Upload;
import dev.mysqlasync.internal.value.ParameterValues;
import dev.mysqlasync.internal.value.ValueContext;
import dev.mysqlasync.internal.value.ZoneDependence;
import dev.mysqlasync.protocol.Capability;
import dev.mysqlasync.protocol.ComQuery;
import dev.mysqlasync.protocol.ErrPacket;
import dev.mysqlasync.protocol.QueryAttribute;
import dev.mysqlasync.protocol.session.LocalInfileSink;
import dev.mysqlasync.protocol.session.ResultsReader;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * LOAD DATA LOCAL: a statement sent as text, and the file that its caller gave for it. The source is opened first, so
 * that nothing is sent if it cannot be read. After the server has asked for the file, the protocol has no way to abort
 * the upload. So the connection is closed if the upload ends early.
 */
final class LocalInfileExecution implements Execution, LocalInfileSink, Upload.Target {

    private final String sql;
    private final List<QueryAttribute> attributes;
    private final ByteSource source;
    private @Nullable CommandPipeline pipeline;
    private @Nullable Upload upload;
    private boolean executed;

    LocalInfileExecution(String sql, List<QueryAttribute> attributes, ByteSource source) {
        this.sql = sql;
        this.attributes = attributes;
        this.source = source;
    }

    @Override
    public String sql() {
        return sql;
    }

    @Override
    public boolean dependsOnZone(ValueContext context) {
        return ZoneDependence.isAnyIn(attributes, context);
    }

    @Override
    public boolean isReady(ResultRequest<?> request) {
        pipeline = request.pipeline();
        if (!mayOffer()) {
            return true; // start() then fails
        }
        if (upload == null) {
            upload = new Upload(source, pipeline().uploads(), this);
            upload.open();
        }
        return upload.isOpen();
    }

    private boolean mayOffer() {
        return Capability.has(pipeline().conversation().capabilities(), Capability.CLIENT_LOCAL_FILES);
    }

    @Override
    public void start(ResultRequest<?> request) {
        if (!mayOffer()) {
            throw new IllegalArgumentException("Statement.localInfile cannot be sent: the option localInfile is off, or"
                    + " the server does not support LOAD DATA LOCAL");
        }
        Throwable failure = upload().failure();
        if (failure != null) {
            throw new MySqlSourceException(
                    "the source of the local file failed; the statement was not sent", failure, false);
        }
        ValueContext values = pipeline().session().values();
        ComQuery query = new ComQuery(sql, ParameterValues.encode(attributes, values));
        pipeline().send(query, ResultsReader.invitingInfile(request, this));
        executed = true;
    }

    @Override
    public boolean isExecuted() {
        return executed;
    }

    @Override
    public void localInfile(String fileName) {
        upload().begin();
    }

    /** An error also ends the upload, because the server has no use for the rest. */
    @Override
    public boolean triesAgain(ResultRequest<?> request, ErrPacket error) {
        upload().stop();
        return false;
    }

    @Override
    public void abandon() {
        if (upload != null) {
            upload.cancel();
        }
    }

    @Override
    public void letGo() {
        if (upload != null) {
            upload.stop();
        }
    }

    // --- the upload ------------------------------------------------------------------------------------------------

    @Override
    public void piece(ByteBuffer bytes) {
        pipeline().conversation().sendInfile(bytes);
    }

    @Override
    public void ended() {
        pipeline().conversation().endInfile();
    }

    @Override
    public void failed(Throwable cause) {
        String what = cause instanceof CancellationException
                ? "the statement was cancelled while its local file was being sent"
                : "the source of the local file failed";
        pipeline()
                .uploads()
                .failed(new MySqlSourceException(
                        what + "; the connection was closed so that the server does not load a truncated file",
                        cause,
                        true));
    }

    private CommandPipeline pipeline() {
        return Objects.requireNonNull(pipeline);
    }

    private Upload upload() {
        return Objects.requireNonNull(upload);
    }
}
