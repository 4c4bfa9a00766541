package dev.mysqlasync.testkit.real;

import java.util.List;
import java.util.stream.Collectors;

/** Thrown if no real server is available. The message lists what was tried, and the way out. */
public final class NoRealServerException extends IllegalStateException {

    private static final long serialVersionUID = 1;

    private NoRealServerException(String message) {
        super(message);
    }

    static NoRealServerException of(List<UnavailableException> failures) {
        String message = failures.stream()
                .map(failure -> "- " + failure.getMessage())
                .collect(Collectors.joining(
                        "\n",
                        "No MySQL or MariaDB server was found:\n",
                        "\nSet MYSQL_URL=mysql://user:password@host:port/database to name one."));
        NoRealServerException exception = new NoRealServerException(message);
        failures.forEach(exception::addSuppressed);
        return exception;
    }
}
