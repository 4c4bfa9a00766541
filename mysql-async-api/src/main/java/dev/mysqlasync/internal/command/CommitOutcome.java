package dev.mysqlasync.internal.command;

import dev.mysqlasync.MySqlCommitUnknownException;
import dev.mysqlasync.internal.failure.ConnectionLoss;
import java.time.Duration;

/** The errors for a COMMIT that was sent but not answered: nobody knows whether it took place. */
public final class CommitOutcome {

    private CommitOutcome() {}

    /** The timeout has passed. */
    public static MySqlCommitUnknownException late(Duration timeout) {
        return new MySqlCommitUnknownException(
                "the server did not answer COMMIT within " + timeout.toMillis()
                        + " ms; whether the transaction was committed is unknown",
                null);
    }

    /** The connection is lost. */
    public static MySqlCommitUnknownException lost(ConnectionLoss loss) {
        return new MySqlCommitUnknownException(
                "the connection was lost before the server answered COMMIT; whether the transaction was committed is"
                        + " unknown",
                loss.underWay());
    }
}
