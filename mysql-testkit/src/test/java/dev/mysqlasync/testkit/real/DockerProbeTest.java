package dev.mysqlasync.testkit.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.testcontainers.mysql.MySQLContainer;

class DockerProbeTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void requireAnswer_ok_returns() throws Exception {
        try (Answering docker = new Answering("HTTP/1.0 200 OK\r\n\r\nOK")) {
            assertThatCode(() -> new DockerProbe(docker.host(), false, PATIENCE).requireAnswer())
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void requireAnswer_somethingElse_isNotDocker() throws Exception {
        try (Answering other = new Answering("HTTP/1.1 404 Not Found\r\n\r\n")) {
            assertThatThrownBy(() -> new DockerProbe(other.host(), false, PATIENCE).requireAnswer())
                    .isInstanceOf(UnavailableException.class)
                    .hasMessageContaining("is not Docker");
        }
    }

    @Test
    void requireAnswer_silence_isGivenUp() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            URI host = URI.create("tcp://127.0.0.1:" + silent.getLocalPort());
            assertThatThrownBy(() -> new DockerProbe(host, false, Duration.ofMillis(50)).requireAnswer())
                    .isInstanceOf(UnavailableException.class)
                    .hasMessage("Docker does not answer");
        }
    }

    @Test
    void of_nothingSaid_asksTheUsualSocketForTwoSeconds() {
        DockerProbe probe =
                DockerProbe.of(new Environment(Map.of(), new Properties(), ClassLoader.getSystemClassLoader()));

        assertThat(probe)
                .isEqualTo(new DockerProbe(URI.create("unix:///var/run/docker.sock"), false, Duration.ofSeconds(2)));
    }

    /** What is called by name exists by that name. */
    @Test
    void newContainer_testcontainersOnTheClassPath_hasWhatIsCalled() throws Exception {
        Class<?> container = MySQLContainer.class;

        assertThat(container)
                .hasPublicMethods("start", "stop", "getHost", "getFirstMappedPort", "getPassword", "getDatabaseName");
        assertThat(container.getName()).isEqualTo(DockerServer.CONTAINER_CLASS);
        assertThat(container.getConstructor(String.class)).isNotNull();
    }

    @Test
    void newContainer_withoutTestcontainers_namesTheArtifact() {
        assertThatThrownBy(() -> DockerServer.newContainer(ClassLoader.getPlatformClassLoader()))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("org.testcontainers:testcontainers-mysql");
    }

    /** Answers one connection. */
    private static final class Answering implements Closeable {

        private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());

        Answering(String answer) throws IOException {
            CompletableFuture.runAsync(() -> {
                try (Socket socket = server.accept()) {
                    socket.getInputStream().readNBytes(1);
                    socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }

        URI host() {
            return URI.create("tcp://127.0.0.1:" + server.getLocalPort());
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }
}
