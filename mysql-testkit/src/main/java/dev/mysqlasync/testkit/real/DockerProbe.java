package dev.mysqlasync.testkit.real;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Checks quickly whether Docker answers, before Testcontainers does: its own search is slow and logs errors if there is
 * no Docker. With TLS, the probe only opens a connection.
 *
 * @param host the URI in {@code DOCKER_HOST}
 * @param tls whether the host expects TLS
 * @param timeout the time after which Docker counts as absent
 */
record DockerProbe(URI host, boolean tls, Duration timeout) {

    private static final String PING = "GET /_ping HTTP/1.0\r\nHost: docker\r\n\r\n";

    static DockerProbe of(Environment environment) {
        String host = environment.variable("DOCKER_HOST");
        boolean tls = environment.variable("DOCKER_TLS_VERIFY") != null;
        return new DockerProbe(
                URI.create(host == null ? "unix:///var/run/docker.sock" : host), tls, Duration.ofSeconds(2));
    }

    void requireAnswer() throws UnavailableException {
        FutureTask<Boolean> question = new FutureTask<>(this::answers);
        Thread asking = new Thread(question, "docker-probe");
        asking.setDaemon(true);
        asking.start();
        try {
            if (!question.get(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new UnavailableException("the listener at " + host + " is not Docker");
            }
        } catch (ExecutionException | TimeoutException e) {
            throw new UnavailableException("Docker does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("the search for Docker was interrupted", e);
        } finally {
            question.cancel(true); // the interrupt closes the channel
        }
    }

    private boolean answers() throws IOException {
        try (SocketChannel channel = SocketChannel.open(address())) {
            if (tls) {
                return true;
            }
            channel.write(StandardCharsets.US_ASCII.encode(PING));
            ByteBuffer answer = ByteBuffer.allocate(64);
            while (answer.hasRemaining() && channel.read(answer) >= 0) {
                // until the buffer is full or Docker closes the connection
            }
            return new String(answer.array(), 0, answer.position(), StandardCharsets.US_ASCII)
                    .matches("(?s)HTTP/1\\.[01] 200 .*");
        }
    }

    private SocketAddress address() throws IOException {
        if ("unix".equals(host.getScheme())) {
            return UnixDomainSocketAddress.of(Path.of(host.getPath()));
        }
        if (host.getHost() == null || host.getPort() < 0) {
            throw new IOException("DOCKER_HOST is neither unix://PATH nor tcp://HOST:PORT");
        }
        return new InetSocketAddress(host.getHost(), host.getPort());
    }
}
