package dev.mysqlasync.internal.sql;

import org.jspecify.annotations.Nullable;

/**
 * A statement whose parameters are all positional, with one argument for each.
 *
 * @param arguments not copied; the creator of the text made the array for it
 */
@SuppressWarnings("ArrayRecordComponent") // a pair on its way to the wire; nobody compares it
public record BoundText(String sql, @Nullable Object[] arguments) {}
