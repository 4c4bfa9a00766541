package dev.mysqlasync.tests;

import dev.mysqlasync.protocol.Capability;
import dev.mysqlasync.protocol.Greeting;
import dev.mysqlasync.protocol.PayloadReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A server to test against. What it is and has, the server says itself: its name is for people alone.
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

    private static final int PATIENCE_MS = 60_000;
    private static final Pattern RELEASE = Pattern.compile("(\\d+)\\.(\\d+)\\..*");

    /** Each server is asked once. */
    private static final Map<String, Greeting> GREETINGS = new ConcurrentHashMap<>();

    public boolean isMariaDb() {
        return greeting().isMariaDb();
    }

    /** Whether it is the release or a later one, such as 11, 7 for 11.7; MySQL and MariaDB count each on their own. */
    public boolean isAtLeast(int major, int minor) {
        String version = greeting().versionText();
        Matcher release = RELEASE.matcher(version);
        if (!release.matches()) {
            throw new IllegalStateException("a version without a release: " + version);
        }
        int actual = Integer.parseInt(release.group(1));
        return actual > major || actual == major && Integer.parseInt(release.group(2)) >= minor;
    }

    /** Whether it has the type VECTOR. */
    public boolean hasVectors() {
        return isMariaDb() ? isAtLeast(11, 7) : isAtLeast(9, 0);
    }

    /** Whether it offers TLS; its certificate authority may be unknown all the same. */
    public boolean offersTls() {
        return Capability.has(greeting().capabilities(), Capability.CLIENT_SSL);
    }

    public String host() {
        return URI.create(url).getHost();
    }

    public int port() {
        return URI.create(url).getPort();
    }

    /** The account that the URL names. */
    public String user() {
        return userInfo()[0];
    }

    /** That account's password, which may be empty. */
    public String password() {
        String[] parts = userInfo();
        return parts.length == 1 ? "" : parts[1];
    }

    private String[] userInfo() {
        return URI.create(url).getUserInfo().split(":", 2);
    }

    /** The database that the URL names. */
    public String database() {
        return URI.create(url).getPath().substring(1);
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
            probe.connect(new InetSocketAddress(host(), port()), PATIENCE_MS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private Greeting greeting() {
        return GREETINGS.computeIfAbsent(host() + ":" + port(), address -> readGreeting());
    }

    private Greeting readGreeting() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host(), port()), PATIENCE_MS);
            socket.setSoTimeout(PATIENCE_MS);
            byte[] header = read(socket.getInputStream(), 4);
            return Greeting.decode(new PayloadReader(read(socket.getInputStream(), header[0] & 0xff)));
        } catch (IOException e) {
            throw new UncheckedIOException(this + " does not greet", e);
        }
    }

    private static byte[] read(InputStream in, int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException(bytes.length + " bytes of " + length);
        }
        return bytes;
    }

    /** For the names of parameterized tests. */
    @Override
    public String toString() {
        return name;
    }
}
