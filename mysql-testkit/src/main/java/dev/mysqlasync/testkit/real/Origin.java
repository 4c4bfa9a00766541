package dev.mysqlasync.testkit.real;

import java.util.Arrays;
import java.util.Locale;

/** Where a {@link RealServer} comes from, in order of preference. */
public enum Origin {
    /** A running server that {@code MYSQL_URL} or {@code -Dmysql.url} names. It is not stopped. */
    URL {
        @Override
        RunningServer open(Environment environment) throws UnavailableException {
            return GivenServer.open(environment);
        }
    },
    /** A container, started by Testcontainers. */
    DOCKER {
        @Override
        RunningServer open(Environment environment) throws UnavailableException {
            return DockerServer.open(environment);
        }
    },
    /** A private instance of an installed server program. */
    PATH {
        @Override
        RunningServer open(Environment environment) throws UnavailableException {
            return PrivateServer.start(InstalledProgram.find(environment), environment);
        }
    },
    /** A private instance of the server program from a jar on the class path. */
    EMBEDDED {
        @Override
        RunningServer open(Environment environment) throws UnavailableException {
            return PrivateServer.start(EmbeddedProgram.find(environment), environment);
        }
    };

    abstract RunningServer open(Environment environment) throws UnavailableException;

    static Origin named(String name) {
        return Arrays.stream(values())
                .filter(origin -> origin.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("mysql.testkit.real=" + name + ": expected one of "
                        + Arrays.toString(values()).toLowerCase(Locale.ROOT)));
    }
}
