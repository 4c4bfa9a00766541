package dev.mysqlasync.internal.sql;

/** What {@link SqlScanner} tells apart. */
public enum SqlToken {
    /** Blanks and control characters. */
    SPACE,
    /** A comment or optimizer hint, to its end; not what servers execute. */
    COMMENT,
    /** {@code /*!}, {@code /*!50700} or {@code /*M!}: what follows is code to servers of some version. */
    EXECUTABLE_START,
    /** The end of the code in an executable comment. */
    EXECUTABLE_END,
    /** A string with its quotes; a prefix such as {@code x}, {@code n} or {@code _utf8mb4} is a word before it. */
    STRING,
    /** A name in backticks, or in double quotes under ANSI_QUOTES. */
    IDENTIFIER,
    /** A keyword, a name without quotes or a string's prefix. */
    WORD,
    /** A number, or what begins with a digit. */
    NUMBER,
    /** {@code @name} or {@code @@name}; before a quoted name the signs are an operator. */
    VARIABLE,
    /** A question mark: the place of a positional parameter. */
    PLACE,
    /** {@code :name}: the place of a named parameter. */
    NAMED_PLACE,
    /** {@code :=}, or any other character. */
    OPERATOR,
    /** The end of the text. */
    END
}
