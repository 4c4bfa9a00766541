package dev.mysqlasync.testkit;

import dev.mysqlasync.protocol.LocalInfileRequest;
import dev.mysqlasync.protocol.PayloadReader;
import dev.mysqlasync.protocol.ProtocolException;
import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;

/**
 * Receives a local file after a LOCAL INFILE request. Packets are parts of the file, up to an empty packet.
 *
 * @see <a
 *     href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_com_query_response_local_infile_data.html">LOCAL
 *     INFILE Data</a>
 */
final class FileReception implements Phase {

    private final ServerConversation conversation;
    private final String fileName;
    private final Phase next;
    private final Consumer<ReceivedFile> whenComplete;
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();
    private int expectedSequence;

    private FileReception(ServerConversation conversation, String fileName, Consumer<ReceivedFile> whenComplete) {
        this.conversation = conversation;
        this.fileName = fileName;
        this.next = conversation.phase();
        this.whenComplete = whenComplete;
        this.expectedSequence = conversation.output().sequence();
    }

    /** Requests the file and receives it. After its end the conversation returns to the previous phase. */
    static void begin(ServerConversation conversation, String fileName, Consumer<ReceivedFile> whenComplete) {
        conversation.output().send(new LocalInfileRequest(fileName)::encode);
        conversation.enter(new FileReception(conversation, fileName, whenComplete));
        conversation.release();
    }

    @Override
    public void packet(PayloadReader in, int sequence) {
        if (sequence != expectedSequence) {
            throw new ProtocolException("sequence id " + sequence + " instead of " + expectedSequence);
        }
        expectedSequence = conversation.output().sequence();
        if (in.hasRemaining()) {
            content.writeBytes(in.readRemaining());
            return;
        }
        conversation.enter(next);
        ReceivedFile file = new ReceivedFile(conversation.session().connectionId(), fileName, content.toByteArray());
        conversation.core().log().file(file);
        whenComplete.accept(file);
    }
}
