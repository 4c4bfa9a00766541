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
 * The beginning of a transaction with options, in one flight. One that cannot begin as it should is rolled back before its
 * future fails.
 */
public final class BeginRequest extends ControlRequest {

    private final TransactionOptions options;
    private final @Nullable OpenTransaction scope;
    private boolean begun;
    private boolean commits; // a transaction that is open before
    private boolean autocommitSwitched;
    private int due;
    private @Nullable MySqlServerException failure;
    private boolean undoing;

    /**
     * @param scope learns what becomes of the transaction until {@link EndRequest}; autocommit is off so long: then nothing is
     *     committed by itself even where the server has ended the transaction and statements sent before that was known come
     *     behind; {@code null} for a transaction by hand
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

    /** Keeps it from being sent, if it was not yet. On the I/O thread. */
    public void withdraw() {
        if (!begun) {
            fail(new CancellationException());
        }
    }

    /** What becomes of the scope's transaction. */
    @Nullable
    OpenTransaction scope() {
        return scope;
    }

    /** Whether autocommit was on and has been turned off. */
    boolean hasSwitchedAutocommit() {
        return autocommitSwitched;
    }

    /** Isolation is that of one transaction, and {@link EndRequest} sees to autocommit. */
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
                statements.add("COMMIT"); // in a transaction the next one's level cannot be set
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
