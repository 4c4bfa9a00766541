package dev.mysqlasync.internal.pool;

import dev.mysqlasync.MySqlException;
import dev.mysqlasync.SessionReset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A connection that does what the test says, and keeps what it was asked for. */
final class ScriptedConnection extends FacelessConnection {

    private final long id;
    private final VirtualTransport transport;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final List<CompletableFuture<Void>> checks = new ArrayList<>();
    private final List<CompletableFuture<Void>> restores = new ArrayList<>();
    private boolean open = true;
    private boolean readOnly;
    private boolean staysAfterClose;
    private @Nullable MySqlException refusal;

    ScriptedConnection(long id, VirtualTransport transport) {
        this.id = id;
        this.transport = transport;
    }

    List<CompletableFuture<Void>> checks() {
        return checks;
    }

    List<CompletableFuture<Void>> restores() {
        return restores;
    }

    /** What its server says of itself the next time that it is asked. */
    void readOnly(boolean readOnly) {
        this.readOnly = readOnly;
    }

    /** Its server refuses a statement. */
    void refuses(MySqlException cause) {
        refusal = cause;
    }

    /** It is lost: nothing works on it any more, and the network will tell. */
    void breaks() {
        open = false;
    }

    /** Closing it has no effect. */
    void staysAfterClose() {
        staysAfterClose = true;
    }

    /** Ends, as seen by the network. */
    void end() {
        open = false;
        ended.complete(null);
    }

    @Override
    public CompletableFuture<?> check() {
        checks.add(new CompletableFuture<>());
        return checks.get(checks.size() - 1);
    }

    @Override
    public CompletableFuture<?> restore(SessionReset reset, Runnable changesLost) {
        restores.add(new CompletableFuture<>());
        return restores.get(restores.size() - 1);
    }

    @Override
    public void close() {
        if (!staysAfterClose) {
            end();
        }
    }

    @Override
    public long connectionId() {
        return id;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public boolean isReadOnly() {
        return readOnly;
    }

    @Override
    public @Nullable MySqlException refusal() {
        return refusal;
    }

    @Override
    public void forgetRefusal() {
        refusal = null;
    }

    @Override
    public CompletableFuture<?> ended() {
        return ended;
    }

    @Override
    public void execute(Runnable task) {
        transport.offload(task);
    }
}
