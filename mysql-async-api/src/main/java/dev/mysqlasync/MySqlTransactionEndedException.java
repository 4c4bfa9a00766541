package dev.mysqlasync;

import org.jspecify.annotations.Nullable;

/**
 * A statement ended the transaction of {@code inTransaction}, which can no longer be committed or rolled back as a
 * whole. There are two causes. DDL, COMMIT or ROLLBACK ran inside a nested part, whose savepoint is then gone. Or a
 * procedure committed, or continued after a deadlock that it handled itself.
 *
 * <p>Earlier changes of the transaction are committed or rolled back, as that statement did. Later changes are rolled
 * back.
 */
@SuppressWarnings("exports") // @Nullable is for tools; users compile without JSpecify
public final class MySqlTransactionEndedException extends MySqlException {

    private static final long serialVersionUID = 1L;

    private final @Nullable String sql;

    /**
     * For the driver, and for tests that need this error.
     *
     * @param sql the statement without its values; {@code null} if it is not known
     * @param cause the server's error about the missing savepoint
     */
    public MySqlTransactionEndedException(@Nullable String sql, @Nullable Throwable cause) {
        super(
                (sql == null ? "a statement" : "the statement " + sql)
                        + " has ended its transaction, which can no longer be committed or rolled back as a whole;"
                        + " run DDL, COMMIT and ROLLBACK, and procedures that contain them, outside inTransaction",
                cause);
        this.sql = sql;
    }

    /** The statement that ended the transaction, without its values; {@code null} if it is not known. */
    public @Nullable String sql() {
        return sql;
    }
}
