package dev.mysqlasync.testkit.real;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A server that the user names. Whether it answers is not checked. */
record GivenServer(String name, String url) implements RunningServer {

    static GivenServer open(Environment environment) throws UnavailableException {
        String property = environment.property("mysql.url");
        if (property != null) {
            return new GivenServer("the server that -Dmysql.url names", property);
        }
        String variable = environment.variable("MYSQL_URL");
        if (variable != null) {
            return new GivenServer("the server that MYSQL_URL names", variable);
        }
        throw new UnavailableException("no MYSQL_URL is set");
    }

    @Override
    public @Nullable Path socket() {
        return null;
    }

    @Override
    public void close() {
        // the server was running before, and others may be using it
    }
}
