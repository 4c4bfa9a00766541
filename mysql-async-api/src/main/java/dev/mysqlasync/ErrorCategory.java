package dev.mysqlasync;

/**
 * The category of a server error, as in Python's DB-API.
 *
 * @see <a href="https://peps.python.org/pep-0249/#exceptions">PEP 249, Exceptions</a>
 */
public enum ErrorCategory {
    /** A value is not valid for its place: too long, out of range, not a date, division by zero. DB-API: DataError. */
    DATA,
    /** A constraint is violated: duplicate key, foreign key, NOT NULL, CHECK. DB-API: IntegrityError. */
    INTEGRITY,
    /**
     * The statement is wrong: its syntax, or a table, column or parameter that does not exist. DB-API:
     * ProgrammingError.
     */
    PROGRAMMING,
    /**
     * The server cannot execute the statement now, or not for this account: locks, limits, shutdown, privileges.
     * DB-API: OperationalError.
     */
    OPERATIONAL,
    /** The server has an internal error. DB-API: InternalError. */
    INTERNAL,
    /** The server does not support the feature, or it is disabled. DB-API: NotSupportedError. */
    NOT_SUPPORTED
}
