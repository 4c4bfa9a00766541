package dev.mysqlasync;

import org.jspecify.annotations.Nullable;

/**
 * A column's value cannot be read as the requested type. Only that read fails: the row's other values, the result and
 * the connection stay usable. The message names the column and both types, and never contains the value.
 */
@SuppressWarnings("exports") // @Nullable is for tools; users compile without JSpecify
public final class MySqlDecodeException extends MySqlException {

    private static final long serialVersionUID = 1L;

    /** For the driver, and for tests that need this error. */
    public MySqlDecodeException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
