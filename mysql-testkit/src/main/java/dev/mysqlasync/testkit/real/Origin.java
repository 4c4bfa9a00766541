package dev.mysqlasync.testkit.real;

import java.util.Arrays;
import java.util.Locale;

/** Where a {@link RealServer} comes from, in the order of preference. */
public enum Origin {
    /** Named by {@code MYSQL_URL} or {@code -Dmysql.url}: running already, and left running. */
    URL {
        @Override
        RunningServer open(Surroundings surroundings) throws UnavailableException {
            return GivenServer.open(surroundings);
        }
    },
    /** A container, through Testcontainers. */
    DOCKER {
        @Override
        RunningServer open(Surroundings surroundings) throws UnavailableException {
            return DockerServer.open(surroundings);
        }
    },
    /** A private instance of the server program that is installed. */
    PATH {
        @Override
        RunningServer open(Surroundings surroundings) throws UnavailableException {
            return PrivateServer.start(InstalledProgram.find(surroundings), surroundings);
        }
    },
    /** A private instance of the server program from a jar on the class path. */
    EMBEDDED {
        @Override
        RunningServer open(Surroundings surroundings) throws UnavailableException {
            return PrivateServer.start(EmbeddedProgram.find(surroundings), surroundings);
        }
    };

    abstract RunningServer open(Surroundings surroundings) throws UnavailableException;

    static Origin named(String name) {
        return Arrays.stream(values())
                .filter(origin -> origin.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("mysql.testkit.real=" + name + ": expected one of "
                        + Arrays.toString(values()).toLowerCase(Locale.ROOT)));
    }
}
