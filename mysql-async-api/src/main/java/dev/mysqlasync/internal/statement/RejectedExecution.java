package dev.mysqlasync.internal.statement;

import dev.mysqlasync.internal.failure.StatementText;

/** A statement whose settings exclude each other. It fails in its turn, and nothing is sent. */
final class RejectedExecution implements Execution {

    private final String sql;
    private final String reason;

    RejectedExecution(String sql, String reason) {
        this.sql = sql;
        this.reason = reason;
    }

    @Override
    public String sql() {
        return sql;
    }

    @Override
    public void start(ResultRequest<?> request) {
        throw new IllegalArgumentException(reason + ": " + StatementText.withoutValues(sql));
    }

    @Override
    public boolean isExecuted() {
        return false;
    }
}
