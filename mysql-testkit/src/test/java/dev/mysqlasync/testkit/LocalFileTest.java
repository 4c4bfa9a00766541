package dev.mysqlasync.testkit;

import static dev.mysqlasync.testkit.Replies.error;
import static dev.mysqlasync.testkit.Replies.ok;
import static dev.mysqlasync.testkit.Replies.requestFile;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.protocol.ComPing;
import dev.mysqlasync.protocol.ComQuery;
import dev.mysqlasync.protocol.LocalInfileRequest;
import dev.mysqlasync.protocol.RowFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LocalFileTest {

    private static final String LOAD = "LOAD DATA LOCAL INFILE 'f' INTO TABLE t";
    private static final byte[] END = {};

    private final FakeMySqlServer mysql = FakeMySqlServer.socket();
    private RawClient client;

    @BeforeEach
    void login() throws IOException {
        client = RawClient.login(mysql);
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        mysql.close();
    }

    private void load() throws IOException {
        client.send(new ComQuery(LOAD));
        assertThat(LocalInfileRequest.decode(client.read()).fileName()).isEqualTo("f");
    }

    private Answer send(byte[]... packets) throws IOException {
        for (byte[] packet : packets) {
            client.write(packet);
        }
        return client.answers(RowFormat.TEXT).get(0);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void file_inParts_isKeptAndItsLinesAreCounted() throws Exception {
        mysql.when(LOAD).reply(requestFile("f"));
        load();

        Answer answer = send(bytes("1,a\n2"), bytes(",b\n3,c"), END);

        assertThat(answer.ok().affectedRows()).isEqualTo(3);
        assertThat(answer.ok().info()).isEqualTo("Records: 3  Deleted: 0  Skipped: 0  Warnings: 0");
        assertThat(mysql.files()).containsExactly(new ReceivedFile(1, "f", bytes("1,a\n2,b\n3,c")));
        assertThat(client.run(new ComPing()).ok()).isNotNull();
    }

    @Test
    void file_thatAReplyFollows_isAnsweredByIt() throws Exception {
        mysql.when(LOAD).reply(requestFile("f").then(error(1265, "01000", "Data truncated")));
        load();

        assertThat(send(END).errorCode()).isEqualTo(1265);
        assertThat(mysql.files()).containsExactly(new ReceivedFile(1, "f", END));
    }

    @Test
    void secondRequest_inOneReply_isMadeAfterTheFirstFile() throws Exception {
        mysql.when(LOAD).reply(requestFile("f").then(ok()).then(requestFile("g")));
        load();
        client.write(bytes("x"));
        client.write(END);

        assertThat(client.read().peek()).isZero();
        assertThat(LocalInfileRequest.decode(client.read()).fileName()).isEqualTo("g");
    }

    @Test
    void connection_thatEndsBeforeTheFile_hasSentNone() throws Exception {
        mysql.when(LOAD).reply(requestFile("f"));
        load();
        client.write(bytes("1,a\n"));
        client.close();

        mysql.await(Duration.ofSeconds(60), () -> mysql.connections().get(0).closedBy() == ClosedBy.ABRUPT);
        assertThat(mysql.files()).isEmpty();
    }

    @Test
    void packet_ofAFileOutOfSequence_endsTheConnection() throws Exception {
        mysql.when(LOAD).reply(requestFile("f"));
        load();
        client.startAt(7);
        client.write(bytes("1,a\n"));

        assertThat(client.answers(RowFormat.TEXT).get(0).errorCode()).isEqualTo(1156);
        assertThat(client.atEnd()).isTrue();
    }
}
