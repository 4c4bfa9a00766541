package dev.mysqlasync.internal.batch;

import dev.mysqlasync.BatchOutcome;
import dev.mysqlasync.BatchResult;
import dev.mysqlasync.BatchResult.Chunk;
import dev.mysqlasync.BatchResult.Strategy;
import dev.mysqlasync.MySqlException;
import dev.mysqlasync.MySqlServerException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What has become of the rows of a batch so far. */
final class BatchReport {

    private static final BatchOutcome ONE = new BatchOutcome.Run(1);
    private static final BatchOutcome NONE = new BatchOutcome.Run(0);
    private static final BatchOutcome TOGETHER = new BatchOutcome.RunTogether();
    private static final BatchOutcome NOT_RUN = new BatchOutcome.NotRun();

    /** What an error takes with its stack trace, beside its message. */
    private static final int ERROR_BYTES = 2048;

    private final BatchOutcome[] outcomes;
    private final List<Chunk> chunks = new ArrayList<>();
    private final long maxErrorBytes;
    private long errorBytes;
    private int settled;

    /** @param maxErrorBytes what the errors of rows may take in memory */
    BatchReport(int rows, long maxErrorBytes) {
        this.maxErrorBytes = maxErrorBytes;
        outcomes = new BatchOutcome[rows];
        Arrays.fill(outcomes, NOT_RUN);
    }

    /** Whether the errors of rows take as much memory as they may, so that no more rows are to be tried. */
    boolean isFull() {
        return errorBytes > maxErrorBytes;
    }

    /** How many rows were run or have failed. */
    int settled() {
        return settled;
    }

    void ran(int row, long affectedRows) {
        settle(row, affectedRows == 1 ? ONE : affectedRows == 0 ? NONE : new BatchOutcome.Run(affectedRows));
    }

    void failed(int row, MySqlException error) {
        errorBytes += ERROR_BYTES + String.valueOf(error.getMessage()).length();
        settle(row, new BatchOutcome.Failed(error));
    }

    /**
     * Rows were run with one command.
     *
     * @param oneEach whether each of them affected one row
     */
    void ranTogether(BatchStretch rows, Strategy strategy, BatchAnswer answer, boolean oneEach) {
        for (int row = rows.from(); row < rows.to(); row++) {
            settle(row, oneEach ? ONE : TOGETHER);
        }
        add(strategy, rows.from(), rows.count(), answer);
    }

    void failedTogether(BatchStretch rows, MySqlServerException error) {
        BatchOutcome failed = new BatchOutcome.FailedTogether(error);
        for (int row = rows.from(); row < rows.to(); row++) {
            settle(row, failed);
        }
    }

    void add(Strategy strategy, int firstRow, int rowCount, BatchAnswer answer) {
        chunks.add(new Chunk(
                strategy, firstRow, rowCount, answer.affectedRows(), answer.lastInsertId(), answer.warningCount()));
    }

    private void settle(int row, BatchOutcome outcome) {
        outcomes[row] = outcome;
        settled++;
    }

    /** Whether every row was refused, and with this error. */
    boolean refusedAll(int code) {
        return Arrays.stream(outcomes)
                .allMatch(
                        outcome -> outcome.error() instanceof MySqlServerException error && error.errorCode() == code);
    }

    BatchResult result() {
        return new BatchResult(Arrays.asList(outcomes), chunks);
    }
}
