package dev.mysqlasync.protocol;

/** Thrown if the peer violates the protocol. The connection cannot be used any more. */
public final class ProtocolException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ProtocolException(String message) {
        super(message);
    }
}
