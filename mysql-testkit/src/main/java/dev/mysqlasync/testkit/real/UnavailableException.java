package dev.mysqlasync.testkit.real;

/** Thrown if an origin has no server. The message is a clause that can follow "since". */
final class UnavailableException extends Exception {

    private static final long serialVersionUID = 1;

    UnavailableException(String message) {
        super(message);
    }

    UnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
