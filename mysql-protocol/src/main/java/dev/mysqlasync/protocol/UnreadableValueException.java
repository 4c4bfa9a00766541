package dev.mysqlasync.protocol;

/**
 * Bytes that are not the value they should be, said by code that does not know which column they are of. Whoever knows
 * turns it into a {@link ValueDecodeException}; it never leaves this package.
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
