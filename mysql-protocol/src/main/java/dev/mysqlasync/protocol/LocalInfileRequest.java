package dev.mysqlasync.protocol;

/**
 * The server's request for a client file, in answer to {@code LOAD DATA LOCAL}. A hostile server can request any file,
 * whatever the statement names.
 *
 * @param fileName the file name that the server sent
 * @see <a
 *     href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_com_query_response_local_infile_request.html">LOCAL
 *     INFILE Request</a>
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
