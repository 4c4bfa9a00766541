package dev.mysqlasync.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.mysqlasync.spi.Endpoint;
import java.io.IOException;
import java.net.Socket;
import org.junit.jupiter.api.Test;

class SocketHostTest {

    /** What is not told by then hangs. */
    private static final int LIMIT_MS = 60_000;

    /** It ends the connection that it hits: the next client is not left waiting either. */
    @Test
    void accepting_throwsAnError_endsThatConnectionAndGoesOn() throws IOException {
        ServerCore core = mock(ServerCore.class);
        ServerLog log = new ServerLog();
        when(core.log()).thenReturn(log);
        when(core.nextConnectionId()).thenThrow(new StackOverflowError("expected by this test"));
        try (SocketHost host = SocketHost.tcp(core)) {
            Endpoint.Tcp endpoint = (Endpoint.Tcp) host.endpoint();
            for (int client = 0; client < 3; client++) {
                try (Socket socket = new Socket(endpoint.host(), endpoint.port())) {
                    socket.setSoTimeout(LIMIT_MS);
                    assertThat(socket.getInputStream().read()).isEqualTo(-1);
                }
            }
        }
        assertThat(log.unexpected()).hasSize(1).first().asString().contains("StackOverflowError");
    }
}
