package dev.mysqlasync.protocol;

/**
 * Thrown by code that does not know which column the bytes belong to. A caller that knows the column converts it to
 * {@link ValueDecodeException}. It never leaves this package.
 */
final class UnreadableValueException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnreadableValueException(String reason) {
        super(reason, null, false, false);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
