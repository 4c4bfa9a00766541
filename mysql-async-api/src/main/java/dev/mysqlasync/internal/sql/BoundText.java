package dev.mysqlasync.internal.sql;

import org.jspecify.annotations.Nullable;

/**
 * A statement whose places are all positional, and one argument for each of them.
 *
 * @param arguments not copied: whoever made the text has made them for it
 */
@SuppressWarnings("ArrayRecordComponent") // a pair on its way to the wire; nobody compares it
public record BoundText(String sql, @Nullable Object[] arguments) {}
