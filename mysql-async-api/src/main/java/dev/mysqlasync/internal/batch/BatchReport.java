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

/** The outcomes of a batch's rows so far. */
final class BatchReport {

    private static final BatchOutcome ONE = new BatchOutcome.Run(1);
    private static final BatchOutcome NONE = new BatchOutcome.Run(0);
    private static final BatchOutcome TOGETHER = new BatchOutcome.RunTogether();
    private static final BatchOutcome NOT_RUN = new BatchOutcome.NotRun();

    /** The size of an error with its stack trace, without its message. */
    private static final int ERROR_BYTES = 2048;

    private final BatchOutcome[] outcomes;
    private final List<Chunk> chunks = new ArrayList<>();
    private final long maxErrorBytes;
    private long errorBytes;
    private int settled;

    /**
     * @param maxErrorBytes the memory that the errors of rows may take
     */
    BatchReport(int rows, long maxErrorBytes) {
        this.maxErrorBytes = maxErrorBytes;
        outcomes = new BatchOutcome[rows];
        Arrays.fill(outcomes, NOT_RUN);
    }

    /** Whether the errors of rows take all the memory that they may, so that no more rows are executed. */
    boolean isFull() {
        return errorBytes > maxErrorBytes;
    }

    /** The number of rows that were executed or failed. */
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
     * Records rows that one command executed.
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

    /** Whether every row failed with this error. */
    boolean refusedAll(int code) {
        return Arrays.stream(outcomes)
                .allMatch(
                        outcome -> outcome.error() instanceof MySqlServerException error && error.errorCode() == code);
    }

    BatchResult result() {
        return new BatchResult(Arrays.asList(outcomes), chunks);
    }
}
