package dev.mysqlasync.protocol.session;

/** Receives the server's request for the file that a command offers. */
public interface LocalInfileSink {

    /**
     * The server asks for the file; called once at most. The answer, now or later, is any number of
     * {@link ClientSession#sendInfile} and one {@link ClientSession#endInfile}.
     *
     * @param fileName what the server says of the file; nothing is to be opened on its word
     */
    void localInfile(String fileName);
}
