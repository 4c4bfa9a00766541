package dev.mysqlasync.protocol.session;

/** Receives the server's LOCAL INFILE request. */
public interface LocalInfileSink {

    /**
     * The server requests the file. Called at most once. Answer now or later: with any number of
     * {@link ClientSession#sendInfile} and one {@link ClientSession#endInfile}.
     *
     * @param fileName the name that the server sent; never open a file because of it
     */
    void localInfile(String fileName);
}
