package dev.mysqlasync;

/**
 * One result of a statement: {@link Rows}, or an {@link ExecuteResult} if the statement returns no rows. Immutable and
 * thread-safe.
 */
public sealed interface Result permits Rows, ExecuteResult {}
