package dev.mysqlasync.internal.sql;

import org.jspecify.annotations.Nullable;

/**
 * What a place asks of the literal that is to stand there.
 *
 * @param kind what the grammar takes there
 * @param apart whether a string stands behind it, which would be read together with a literal
 * @param closed whether the expression ends with it
 * @param refusal why no literal may stand there; {@code null} if one may
 */
record LiteralPlace(
        Kind kind, boolean apart, boolean closed, @Nullable String refusal) {

    enum Kind {
        /** Any expression. */
        EXPRESSION,
        /** Nothing but a plain string, or a number. */
        TEXT,
        /** Nothing but a whole number of rows. */
        COUNT,
        /** What rows are sorted or grouped by: a number would be the position of a column. */
        SORT_KEY
    }
}
