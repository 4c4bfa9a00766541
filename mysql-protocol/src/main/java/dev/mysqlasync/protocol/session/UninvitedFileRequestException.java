package dev.mysqlasync.protocol.session;

/** The server asks for a local file in answer to a command that offered none. Nothing is sent to it any more. */
public final class UninvitedFileRequestException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UninvitedFileRequestException() {
        super("the server asked for a local file that no command had offered");
    }
}
