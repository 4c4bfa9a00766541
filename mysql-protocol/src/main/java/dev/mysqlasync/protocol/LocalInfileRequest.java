package dev.mysqlasync.protocol;

/**
 * The server's wish for a file of the client's, in answer to {@code LOAD DATA LOCAL}. A server can ask for any file it
 * likes, whatever the statement named.
 *
 * @param fileName the file's name, as the server says
 * @see <a href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_com_query_response_local_infile_request.html">LOCAL INFILE Request</a>
 */
public record LocalInfileRequest(String fileName) {

    public static LocalInfileRequest decode(PayloadReader in) {
        PacketHeader.expect(in, PacketHeader.LOCAL_INFILE, "LOCAL INFILE Request");
        return new LocalInfileRequest(in.readRemainingString());
    }

    public void encode(PayloadWriter out) {
        out.writeInt1(PacketHeader.LOCAL_INFILE).writeString(fileName);
    }
}
