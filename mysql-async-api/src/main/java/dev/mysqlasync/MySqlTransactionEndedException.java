package dev.mysqlasync;

import org.jspecify.annotations.Nullable;

/**
 * A statement inside of a part of a transaction has ended the whole transaction, as {@code COMMIT}, {@code ROLLBACK} and DDL do, and the
 * part's savepoint with it: the part can be neither kept nor undone by itself. What was done before that statement is committed for
 * good, or rolled back; what was done after it is rolled back.
 */
@SuppressWarnings("exports") // @Nullable is for tools; who compiles against this needs no JSpecify
public final class MySqlTransactionEndedException extends MySqlException {

    private static final long serialVersionUID = 1L;

    private final @Nullable String sql;

    /**
     * For the driver, and for tests that need such an error.
     *
     * @param sql the statement without its values; {@code null} where it is not known
     * @param cause what the server said of the savepoint
     */
    public MySqlTransactionEndedException(@Nullable String sql, @Nullable Throwable cause) {
        super(
                (sql == null ? "a statement inside of a part of the transaction" : "the statement " + sql)
                        + " has ended the whole transaction, so that the part of it can be neither kept nor undone;"
                        + " DDL, COMMIT and ROLLBACK belong outside of inTransaction",
                cause);
        this.sql = sql;
    }

    /** The statement that ended the transaction, without its values; {@code null} where it is not known. */
    public @Nullable String sql() {
        return sql;
    }
}
