package dev.mysqlasync;

/** One result of a statement: {@link Rows}, or an {@link ExecuteResult} where there are none. Immutable and thread-safe. */
public sealed interface Result permits Rows, ExecuteResult {}
