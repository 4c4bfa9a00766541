package dev.mysqlasync.tests;

import static dev.mysqlasync.tests.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlOptions;
import dev.mysqlasync.testkit.real.Origin;
import dev.mysqlasync.testkit.real.RealServer;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(value = OS.LINUX, architectures = "amd64", disabledReason = "the jar with the server is for this system")
class EmbeddedServerTest {

    @Test
    void find_embedded_greets() throws IOException {
        try (RealServer server = RealServer.find(Origin.EMBEDDED)) {
            assertThat(firstPayloadByte(server)).isEqualTo((byte) 0x0a);
        }
    }

    @Test
    void find_twice_startsTwoServers() throws IOException {
        try (RealServer one = RealServer.find(Origin.EMBEDDED);
                RealServer other = RealServer.find(Origin.EMBEDDED)) {
            assertThat(one.url()).isNotEqualTo(other.url());
            assertThat(firstPayloadByte(one)).isEqualTo(firstPayloadByte(other));
        }
    }

    /** As it starts, a server deletes what others left in the directory for temporary tables. */
    @Test
    void find_whileAnotherServerRuns_leavesItsTemporaryTables() {
        try (RealServer one = RealServer.find(Origin.EMBEDDED)) {
            MySqlConnection connection = await(MySqlConnection.connect(MySqlOptions.parse(one.url())));
            await(connection.execute("CREATE TEMPORARY TABLE kept (v INT) ENGINE = MyISAM"));
            RealServer.find(Origin.EMBEDDED).close();

            await(connection.execute("DROP TEMPORARY TABLE kept"));

            await(connection.close());
        }
    }

    @Test
    void close_runningServer_leavesNeitherProcessNorFiles() throws IOException {
        RealServer server = RealServer.find(Origin.EMBEDDED);
        Path directory = server.socket().getParent();
        long process = Long.parseLong(Files.readString(directory.resolve("pid")).strip());

        server.close();

        assertThat(ProcessHandle.of(process).filter(ProcessHandle::isAlive)).isEmpty();
        assertThat(directory).doesNotExist();
    }

    @Test
    void close_closedServer_doesNothing() {
        RealServer server = RealServer.find(Origin.EMBEDDED);
        server.close();
        server.close();

        assertThat(server.socket()).doesNotExist();
    }

    private static byte firstPayloadByte(RealServer server) throws IOException {
        URI url = URI.create(server.url());
        try (Socket socket = new Socket(url.getHost(), url.getPort())) {
            socket.setSoTimeout(60_000);
            return socket.getInputStream().readNBytes(5)[4];
        }
    }
}
