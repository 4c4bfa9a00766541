package dev.mysqlasync.internal;

import dev.mysqlasync.protocol.ClientCommand;
import dev.mysqlasync.protocol.ErrPacket;
import dev.mysqlasync.protocol.session.ResultSink;
import dev.mysqlasync.protocol.session.ResultsReader;
import dev.mysqlasync.protocol.session.StatementLayout;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * PREPARE and EXECUTE in one flight, as MariaDB allows: the execution names the statement that was prepared last. When the
 * server refuses the PREPARE, the execution fails too, with an error that says nothing.
 */
final class PrepareAndExecute implements Preparation.Owner {

    /** The statement id that stands for the statement prepared last. */
    static final int LAST_PREPARED = -1;

    private final CommandPipeline pipeline;
    private final Consumer<PreparedHandle> prepared;
    private final StatementLayout layout = new StatementLayout();
    private @Nullable ErrPacket refusal;
    private @Nullable Throwable unsent;

    /** @param prepared takes the handle, of which an execution is on its way */
    PrepareAndExecute(CommandPipeline pipeline, Consumer<PreparedHandle> prepared) {
        this.pipeline = pipeline;
        this.prepared = prepared;
    }

    /** Sends both. An execution that cannot be sent is remembered, since the PREPARE is on its way then. */
    void send(String sql, ClientCommand execution, ResultSink sink) {
        new Preparation(sql, pipeline, this, layout).send();
        try {
            pipeline.send(execution, ResultsReader.ofExecute(layout, sink));
        } catch (Throwable e) {
            unsent = e;
        }
    }

    /** Why the execution was not sent; {@code null} if it was. */
    @Nullable
    Throwable unsent() {
        return unsent;
    }

    /** What the server said to the PREPARE; {@code null} if it was no error, or is still to come. */
    @Nullable
    ErrPacket refusal() {
        return refusal;
    }

    @Override
    public void prepared(PreparedHandle handle) {
        prepared.accept(handle);
    }

    @Override
    public void refused(ErrPacket error) {
        refusal = error;
    }
}
