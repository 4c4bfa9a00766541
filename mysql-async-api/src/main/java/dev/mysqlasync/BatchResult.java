package dev.mysqlasync;

import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The result of a batch. Immutable.
 *
 * <p>It holds the server's answer to each command. If the transaction around the batch is rolled back, the executed
 * rows are gone. This can happen later, or through an error of the batch itself
 * ({@link MySqlServerException#isTransactionRolledBack}).
 *
 * @param outcomes one outcome for each row, in the order of the rows
 * @param chunks the commands that executed rows, in order; consecutive rows that had a command each form one chunk
 */
public record BatchResult(List<BatchOutcome> outcomes, List<Chunk> chunks) {

    /** How rows were sent to the server. */
    public enum Strategy {
        /** Many rows in one {@code COM_STMT_BULK_EXECUTE}; MariaDB only. */
        BULK,
        /** Many rows in one INSERT, with their values as literals in the SQL. */
        REWRITTEN,
        /** One execution of a prepared statement for each row, many of them sent ahead of the answers. */
        PIPELINED
    }

    /**
     * Consecutive rows that were executed with one strategy.
     *
     * @param strategy how the rows were sent
     * @param firstRow the index of the first row
     * @param rowCount the number of rows; if each row had its own command, failed rows are counted, too
     * @param affectedRows the total number of affected rows, as in {@link ExecuteResult#affectedRows}
     * @param lastInsertId the first AUTO_INCREMENT value that the command generated; if each row had its own command,
     *     the one of the last command. 0 if there is none; unsigned. The values of the following rows increase in steps
     *     of {@code auto_increment_increment} only where the server guarantees it. This depends on
     *     {@code innodb_autoinc_lock_mode} and on the statement
     * @param warningCount the number of warnings; the server keeps only the warnings of the last command
     * @see <a href="https://dev.mysql.com/doc/refman/9.7/en/innodb-auto-increment-handling.html">MySQL Reference
     *     Manual, AUTO_INCREMENT Handling in InnoDB</a>
     */
    public record Chunk(
            Strategy strategy, int firstRow, int rowCount, long affectedRows, long lastInsertId, long warningCount) {}

    public BatchResult {
        outcomes = List.copyOf(outcomes);
        chunks = List.copyOf(chunks);
    }

    /** The total number of affected rows, as in {@link ExecuteResult#affectedRows}. */
    public long affectedRows() {
        return chunks.stream().mapToLong(Chunk::affectedRows).sum();
    }

    /** The total number of warnings. */
    public long warningCount() {
        return chunks.stream().mapToLong(Chunk::warningCount).sum();
    }

    /** The strategies that were used. One batch can need several. */
    public Set<Strategy> strategies() {
        Set<Strategy> strategies = EnumSet.noneOf(Strategy.class);
        chunks.forEach(chunk -> strategies.add(chunk.strategy()));
        return strategies;
    }

    /** Whether every row was executed. */
    public boolean isComplete() {
        return outcomes.stream()
                .allMatch(
                        outcome -> outcome instanceof BatchOutcome.Run || outcome instanceof BatchOutcome.RunTogether);
    }

    /** The error of the first failed row; empty if no row failed. */
    public Optional<MySqlException> firstError() {
        return outcomes.stream()
                .map(BatchOutcome::error)
                .filter(Objects::nonNull)
                .findFirst();
    }

    /** The number of rows, the strategies, and the number of failed rows. */
    @Override
    public String toString() {
        long failed =
                outcomes.stream().filter(outcome -> outcome.error() != null).count();
        return "BatchResult[" + outcomes.size() + " rows " + strategies() + ", " + failed + " failed]";
    }
}
