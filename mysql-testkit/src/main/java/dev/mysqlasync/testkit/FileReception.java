package dev.mysqlasync.testkit;

import dev.mysqlasync.protocol.LocalInfileRequest;
import dev.mysqlasync.protocol.PayloadReader;
import dev.mysqlasync.protocol.ProtocolException;
import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;

/**
 * The server has asked for a local file: packets are parts of it, up to the empty one.
 *
 * @see <a href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_com_query_response_local_infile_data.html">LOCAL
 *     INFILE Data</a>
 */
final class FileReception implements Phase {

    private final ServerConversation conversation;
    private final String fileName;
    private final Phase next;
    private final Consumer<ReceivedFile> whenComplete;
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();
    private int sequenceDue;

    private FileReception(ServerConversation conversation, String fileName, Consumer<ReceivedFile> whenComplete) {
        this.conversation = conversation;
        this.fileName = fileName;
        this.next = conversation.phase();
        this.whenComplete = whenComplete;
        this.sequenceDue = conversation.output().sequence();
    }

    /** Asks for the file and takes the client's packets; when all is here they are for the earlier phase again. */
    static void begin(ServerConversation conversation, String fileName, Consumer<ReceivedFile> whenComplete) {
        conversation.output().send(new LocalInfileRequest(fileName)::encode);
        conversation.become(new FileReception(conversation, fileName, whenComplete));
        conversation.release();
    }

    @Override
    public void packet(PayloadReader in, int sequence) {
        if (sequence != sequenceDue) {
            throw new ProtocolException("sequence id " + sequence + " where " + sequenceDue + " is due");
        }
        sequenceDue = conversation.output().sequence();
        if (in.hasRemaining()) {
            content.writeBytes(in.readRemaining());
            return;
        }
        conversation.become(next);
        ReceivedFile file = new ReceivedFile(conversation.session().connectionId(), fileName, content.toByteArray());
        conversation.core().log().file(file);
        whenComplete.accept(file);
    }
}
