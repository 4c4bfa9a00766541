package dev.mysqlasync.internal.sql;

/** The kinds of tokens of {@link SqlScanner}. */
public enum SqlToken {
    /** Spaces and control characters. */
    SPACE,
    /** A comment or optimizer hint, up to its end, but no executable comment. */
    COMMENT,
    /** {@code /*!}, {@code /*!50700} or {@code /*M!}: servers of some versions execute the text after it. */
    EXECUTABLE_START,
    /** The end of an executable comment. */
    EXECUTABLE_END,
    /** A string with its quotes. A prefix such as {@code x}, {@code n} or {@code _utf8mb4} is a word before it. */
    STRING,
    /** A name in backticks, or in double quotes under ANSI_QUOTES. */
    IDENTIFIER,
    /** A keyword, an unquoted name, or a string's prefix. */
    WORD,
    /** A number, or another token that starts with a digit. */
    NUMBER,
    /** {@code @name} or {@code @@name}. Before a quoted name, the signs are an operator. */
    VARIABLE,
    /** A question mark: a positional parameter. */
    PLACE,
    /** {@code :name}: a named parameter. */
    NAMED_PLACE,
    /** {@code :=}, or any other character. */
    OPERATOR,
    /** The end of the text. */
    END
}
