package dev.mysqlasync.internal.sql;

import org.jspecify.annotations.Nullable;

/**
 * The requirements on a literal in the place of a parameter.
 *
 * @param kind what the grammar accepts there
 * @param apart whether a string follows, which would be read together with a literal
 * @param closed whether the expression ends with the literal
 * @param refusal why no literal may stand there; {@code null} if one may
 */
record LiteralPlace(
        Kind kind, boolean apart, boolean closed, @Nullable String refusal) {

    enum Kind {
        /** Any expression. */
        EXPRESSION,
        /** Only a plain string or a number. */
        TEXT,
        /** Only an integer: a number of rows. */
        COUNT,
        /** An expression in ORDER BY or GROUP BY, where a number would be a column's position. */
        SORT_KEY
    }
}
