package dev.mysqlasync;

import org.jspecify.annotations.Nullable;

/**
 * One cell could not be read as the type that was asked for. Only that read fails: the row's other cells, the result
 * and the connection stay usable. The message names the column and both types, never the value.
 */
@SuppressWarnings("exports") // @Nullable is for tools; who compiles against this needs no JSpecify
public final class MySqlDecodeException extends MySqlException {

    private static final long serialVersionUID = 1L;

    /** For the driver, and for tests that need such an error. */
    public MySqlDecodeException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
