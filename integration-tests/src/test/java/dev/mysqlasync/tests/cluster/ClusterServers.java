package dev.mysqlasync.tests.cluster;

import dev.mysqlasync.MySqlOptions;
import dev.mysqlasync.TlsMode;
import java.time.Duration;
import java.util.Objects;

/** The servers of clusters, and the proxies in front of them: where there is one, its variable {@code TEST_SERVER_<name>} says. */
final class ClusterServers {

    /** Within which every statement has to end. */
    static final Duration LIMIT = Duration.ofSeconds(60);

    private ClusterServers() {}

    static MySqlOptions options(String name) {
        String url = Objects.requireNonNull(
                System.getenv("TEST_SERVER_" + name), () -> "no server: TEST_SERVER_" + name + " is not set");
        return MySqlOptions.parse(url).toBuilder()
                .tls(TlsMode.DISABLED) // so that a proxy can read what it passes on
                .statementCacheSize(8)
                .statementTimeout(LIMIT)
                .build();
    }
}
