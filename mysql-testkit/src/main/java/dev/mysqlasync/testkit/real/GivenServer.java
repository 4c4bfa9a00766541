package dev.mysqlasync.testkit.real;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The server that the user names. Whether it answers is for the one who connects to find out. */
record GivenServer(String name, String url) implements RunningServer {

    static GivenServer open(Surroundings surroundings) throws UnavailableException {
        String property = surroundings.property("mysql.url");
        if (property != null) {
            return new GivenServer("the server that -Dmysql.url names", property);
        }
        String variable = surroundings.variable("MYSQL_URL");
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
        // it was running before, and others may be using it
    }
}
