package dev.mysqlasync;

/**
 * What kind of thing went wrong on the server, in the terms of Python's DB-API.
 *
 * @see <a href="https://peps.python.org/pep-0249/#exceptions">PEP 249</a>
 */
public enum ErrorCategory {
    /** A value does not fit: too long, out of range, not a date, division by zero. */
    DATA,
    /** A constraint is violated: duplicate key, foreign key, NOT NULL, CHECK. */
    INTEGRITY,
    /** The statement is wrong: its syntax, or a table, column or parameter that is not there. */
    PROGRAMMING,
    /** The server could not do it now, or would not let this account: locks, limits, shutdown, privileges. */
    OPERATIONAL,
    /** The server failed inside. */
    INTERNAL,
    /** The server does not have the feature, or has it switched off. */
    NOT_SUPPORTED
}
