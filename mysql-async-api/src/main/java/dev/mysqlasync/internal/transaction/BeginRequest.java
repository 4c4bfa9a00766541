package dev.mysqlasync.internal.transaction;

import dev.mysqlasync.IsolationLevel;
import dev.mysqlasync.MySqlServerException;
import dev.mysqlasync.TransactionOptions;
import dev.mysqlasync.TransactionOptions.Access;
import dev.mysqlasync.internal.command.CommandPipeline;
import dev.mysqlasync.internal.command.CommitOutcome;
import dev.mysqlasync.internal.command.ControlRequest;
import dev.mysqlasync.internal.command.OpenTransaction;
import dev.mysqlasync.internal.failure.ConnectionLoss;
import dev.mysqlasync.protocol.StatusFlag;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Begins a transaction with options, with all statements sent together. If one fails, the transaction is rolled back
 * before the future fails.
 */
public final class BeginRequest extends ControlRequest {

    private final TransactionOptions options;
    private final @Nullable OpenTransaction scope;
    private boolean begun;
    private boolean commits; // whether it commits changes of an earlier transaction
    private boolean autocommitSwitched;
    private int due;
    private @Nullable MySqlServerException failure;
    private boolean undoing;

    /**
     * @param scope learns the fate of the transaction until {@link EndRequest}; {@code null} for a transaction by hand.
     *     For a scope, autocommit is off in the meantime. If the server ends the transaction, statements that are sent
     *     before the driver learns of it are then not committed
     */
    public BeginRequest(
            TransactionOptions options,
            @Nullable OpenTransaction scope,
            CompletableFuture<@Nullable Void> future,
            Executor callbacks) {
        super(future, callbacks);
        this.options = options;
        this.scope = scope;
    }

    /** Fails the request if it was not sent yet. Called on the I/O thread. */
    public void withdraw() {
        if (!begun) {
            fail(new CancellationException());
        }
    }

    /** The fate of the scope's transaction; {@code null} for a transaction by hand. */
    @Nullable
    OpenTransaction scope() {
        return scope;
    }

    /** Whether this request has turned autocommit off. */
    boolean hasSwitchedAutocommit() {
        return autocommitSwitched;
    }

    /** The isolation level ends with the transaction, and {@link EndRequest} restores autocommit. */
    @Override
    protected boolean leavesTraces(CommandPipeline pipeline) {
        return false;
    }

    @Override
    public void begin() {
        begun = true;
        commits = pipeline().hasUncommittedChanges();
        autocommitSwitched = scope != null && (pipeline().fate().status() & StatusFlag.SERVER_STATUS_AUTOCOMMIT) != 0;
        List<String> statements = statements();
        due = statements.size();
        statements.forEach(this::say);
    }

    private List<String> statements() {
        List<String> statements = new ArrayList<>();
        IsolationLevel isolation = options.isolation();
        if (isolation != null) {
            if (pipeline().fate().mayBeInTransaction()) {
                statements.add("COMMIT"); // SET TRANSACTION fails while a transaction is open
            }
            statements.add("SET TRANSACTION ISOLATION LEVEL " + isolation.sql());
        }
        if (autocommitSwitched) {
            statements.add("SET autocommit=0");
        }
        statements.add(startTransaction(options));
        return statements;
    }

    private static String startTransaction(TransactionOptions options) {
        List<String> characteristics = new ArrayList<>();
        if (options.isConsistentSnapshot()) {
            characteristics.add("WITH CONSISTENT SNAPSHOT");
        }
        if (options.access() != Access.OF_SESSION) {
            characteristics.add(options.access() == Access.READ_ONLY ? "READ ONLY" : "READ WRITE");
        }
        return ("START TRANSACTION " + String.join(", ", characteristics)).strip();
    }

    @Override
    protected boolean isCommitting() {
        return commits;
    }

    @Override
    public Throwable lateWhileUnderWay(Duration timeout) {
        return commits ? CommitOutcome.late(timeout) : super.lateWhileUnderWay(timeout);
    }

    @Override
    protected Throwable lost(ConnectionLoss loss) {
        return commits ? CommitOutcome.lost(loss) : super.lost(loss);
    }

    @Override
    public void executed() {
        answered();
    }

    @Override
    public void refused(MySqlServerException error) {
        pipeline().session().dirtiness().unknown();
        if (failure == null) {
            failure = error;
        } else {
            failure.addSuppressed(error);
        }
        answered();
    }

    private void answered() {
        due--;
        if (due > 0) {
            return;
        }
        if (failure == null) {
            if (scope != null) {
                pipeline().fate().begun(scope);
            }
            pipeline().finished(this);
            succeed();
        } else if (!undoing) {
            undo();
        } else {
            pipeline().finished(this);
            fail(failure);
        }
    }

    private void undo() {
        undoing = true;
        due = autocommitSwitched ? 2 : 1;
        say("ROLLBACK");
        if (autocommitSwitched) {
            say("SET autocommit=1");
        }
    }
}
