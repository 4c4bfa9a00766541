package dev.mysqlasync;

import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What a batch did. Immutable.
 *
 * <p>What is said here is what the server answered to each command. When the transaction around the batch was rolled back
 * later, or by an error of the batch itself ({@link MySqlServerException#isTransactionRolledBack}), then rows that were
 * run are gone all the same.
 *
 * @param outcomes one for each row, in the order of the rows
 * @param chunks the commands that rows were run with, in their order; consecutive rows that were each run with a command of
 *     their own are one chunk
 */
public record BatchResult(List<BatchOutcome> outcomes, List<Chunk> chunks) {

    /** How rows reach the server. */
    public enum Strategy {
        /** Many rows with one {@code COM_STMT_BULK_EXECUTE}, on MariaDB. */
        BULK,
        /** Many rows with one INSERT, their values written into it as literals. */
        REWRITTEN,
        /** One execution of a prepared statement for each row, many of them on their way at once. */
        PIPELINED
    }

    /**
     * Consecutive rows that were run with one strategy.
     *
     * @param firstRow the index of the first of them
     * @param rowCount how many they are; where each had a command of its own, with those that failed
     * @param affectedRows the rows that all of them affected, as {@link ExecuteResult#affectedRows}
     * @param lastInsertId the first AUTO_INCREMENT value that the chunk's command generated, that of the last command
     *     where each row had its own; 0 if none, unsigned. The values of the rows behind the first follow in steps of
     *     {@code auto_increment_increment} only where {@code innodb_autoinc_lock_mode} and the statement are such that
     *     the server says so
     * @param warningCount the number of warnings, of which the server keeps those of the last command alone
     * @see <a href="https://dev.mysql.com/doc/refman/9.7/en/innodb-auto-increment-handling.html">AUTO_INCREMENT
     *     Handling in InnoDB</a>
     */
    public record Chunk(
            Strategy strategy, int firstRow, int rowCount, long affectedRows, long lastInsertId, long warningCount) {}

    public BatchResult {
        outcomes = List.copyOf(outcomes);
        chunks = List.copyOf(chunks);
    }

    /** The rows that the batch affected, as {@link ExecuteResult#affectedRows}. */
    public long affectedRows() {
        return chunks.stream().mapToLong(Chunk::affectedRows).sum();
    }

    /** The warnings of all commands. */
    public long warningCount() {
        return chunks.stream().mapToLong(Chunk::warningCount).sum();
    }

    /** The strategies that were taken; several where rows called for it. */
    public Set<Strategy> strategies() {
        Set<Strategy> strategies = EnumSet.noneOf(Strategy.class);
        chunks.forEach(chunk -> strategies.add(chunk.strategy()));
        return strategies;
    }

    /** Whether every row was run. */
    public boolean isComplete() {
        return outcomes.stream()
                .allMatch(
                        outcome -> outcome instanceof BatchOutcome.Run || outcome instanceof BatchOutcome.RunTogether);
    }

    /** The error of the first row that has one. */
    public Optional<MySqlException> firstError() {
        return outcomes.stream()
                .map(BatchOutcome::error)
                .filter(Objects::nonNull)
                .findFirst();
    }

    /** How many rows, by which strategies, and how many failed. */
    @Override
    public String toString() {
        long failed =
                outcomes.stream().filter(outcome -> outcome.error() != null).count();
        return "BatchResult[" + outcomes.size() + " rows " + strategies() + ", " + failed + " failed]";
    }
}
