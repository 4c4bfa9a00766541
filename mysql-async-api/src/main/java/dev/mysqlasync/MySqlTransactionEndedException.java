package dev.mysqlasync;

import org.jspecify.annotations.Nullable;

/**
 * A statement has ended the transaction of {@code inTransaction} that it was in, and nothing can keep or undo it as a whole any more: DDL,
 * COMMIT or ROLLBACK inside of a part of a transaction, whose savepoint went with it; or a procedure that commits, or that goes on
 * after a deadlock which it has handled itself. What was done before that statement is committed for good, or rolled back; what was
 * done after it is rolled back.
 */
@SuppressWarnings("exports") // @Nullable is for tools; who compiles against this needs no JSpecify
public final class MySqlTransactionEndedException extends MySqlException {

    private static final long serialVersionUID = 1L;

    private final @Nullable String sql;

    /**
     * For the driver, and for tests that need such an error.
     *
     * @param sql the statement without its values; {@code null} where it is not known
     * @param cause what the server said of the savepoint that went with the transaction
     */
    public MySqlTransactionEndedException(@Nullable String sql, @Nullable Throwable cause) {
        super(
                (sql == null ? "a statement" : "the statement " + sql)
                        + " has ended its transaction, which can no longer be committed or rolled back as a whole;"
                        + " run DDL, COMMIT and ROLLBACK, and procedures that contain them, outside inTransaction",
                cause);
        this.sql = sql;
    }

    /** The statement that ended the transaction, without its values; {@code null} where it is not known. */
    public @Nullable String sql() {
        return sql;
    }
}
