package dev.mysqlasync.tests;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A server to test against.
 *
 * @param name as in {@code TEST_SERVER_<name>}, or {@code REAL} for the one that was found
 * @param url {@code mysql://user:password@host:port/database} of an account that may do everything
 * @param ca the certificate authority of its TLS certificate, or {@code null} when it has none
 * @param socket its unix domain socket, or {@code null} when it has none
 */
public record TestServer(
        String name,
        String url,
        @Nullable Path ca,
        @Nullable Path socket) {

    public boolean isMariaDb() {
        return name.startsWith("MARIADB");
    }

    public String host() {
        return URI.create(url).getHost();
    }

    public int port() {
        return URI.create(url).getPort();
    }

    /** The URL for another account. */
    public String url(String user, String password) {
        URI uri = URI.create(url);
        return "mysql://" + user + (password.isEmpty() ? "" : ":" + password) + "@"
                + uri.getRawAuthority().replaceFirst(".*@", "")
                + uri.getRawPath();
    }

    boolean answers() {
        try (Socket probe = new Socket()) {
            probe.connect(new InetSocketAddress(host(), port()), 60_000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** For the names of parameterized tests. */
    @Override
    public String toString() {
        return name;
    }
}
