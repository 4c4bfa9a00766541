package dev.mysqlasync.internal.batch;

import dev.mysqlasync.internal.command.CommandPipeline;
import dev.mysqlasync.internal.session.PreparedHandle;
import dev.mysqlasync.internal.session.StatementKey;
import dev.mysqlasync.internal.statement.Preparation;
import dev.mysqlasync.internal.value.ParameterClasses;
import dev.mysqlasync.protocol.ErrPacket;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The prepared handles of a batch's statement, one for each combination of parameter classes; see
 * {@link ParameterClasses}. The statement cache keeps them for later. Handles that it does not keep are closed with the
 * batch.
 */
final class BatchHandles {

    /** The most open handles that the cache does not keep. */
    private static final int MOST_UNCACHED = 8;

    private final BatchRequest batch;
    private final CommandPipeline pipeline;
    private final List<PreparedHandle> uncached = new ArrayList<>();

    BatchHandles(BatchRequest batch, CommandPipeline pipeline) {
        this.batch = batch;
        this.pipeline = pipeline;
    }

    @Nullable
    PreparedHandle find(byte[] classes) {
        for (PreparedHandle handle : uncached) {
            if (handle.fits(classes)) {
                return handle;
            }
        }
        return pipeline.session().statements().find(key(), classes);
    }

    /** Prepares another handle. When {@code prepared} runs, the handle can be found. */
    void prepare(Runnable prepared, Consumer<ErrPacket> refused) {
        batch.prepare(new Preparation.Owner() {
            @Override
            public void prepared(PreparedHandle handle) {
                batch.answered(() -> {
                    keep(handle);
                    batch.requireWidth(handle.parameterCount());
                    prepared.run();
                });
            }

            @Override
            public void refused(ErrPacket error) {
                batch.answered(() -> refused.accept(error));
            }
        });
    }

    private void keep(PreparedHandle handle) {
        for (PreparedHandle evicted : pipeline.session().statements().add(key(), handle)) {
            if (evicted == handle) {
                uncached.add(handle);
            } else {
                pipeline.close(evicted);
            }
        }
        if (uncached.size() > MOST_UNCACHED) {
            pipeline.close(uncached.remove(0));
        }
    }

    /** Removes a handle that the server no longer knows, or that must not be used again. */
    void forget(PreparedHandle handle) {
        boolean kept = pipeline.session().statements().remove(key(), handle);
        if (uncached.remove(handle) || kept) { // otherwise an earlier failure has closed it
            pipeline.close(handle);
        }
    }

    /** Closes the handles that nobody keeps. */
    void close() {
        uncached.forEach(pipeline::close);
        uncached.clear();
    }

    private StatementKey key() {
        return pipeline.session().key(batch.text());
    }
}
