package dev.mysqlasync;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a {@link Statement} is run, whose methods document each component. */
record StatementOptions(
        Map<String, @Nullable Object> attributes,
        int fetchSize,
        boolean renderedByClient,
        @Nullable Duration timeout,
        @Nullable Duration serverTimeLimit,
        @Nullable ByteSource localInfile,
        boolean idempotent) {

    static final StatementOptions DEFAULT = new StatementOptions(Map.of(), 0, false, null, null, null, false);

    StatementOptions withAttributes(Map<String, @Nullable Object> attributes) {
        return new StatementOptions(
                attributes, fetchSize, renderedByClient, timeout, serverTimeLimit, localInfile, idempotent);
    }

    StatementOptions withFetchSize(int fetchSize) {
        return new StatementOptions(
                attributes, fetchSize, renderedByClient, timeout, serverTimeLimit, localInfile, idempotent);
    }

    StatementOptions rendered() {
        return new StatementOptions(attributes, fetchSize, true, timeout, serverTimeLimit, localInfile, idempotent);
    }

    StatementOptions withTimeout(Duration timeout) {
        return new StatementOptions(
                attributes, fetchSize, renderedByClient, timeout, serverTimeLimit, localInfile, idempotent);
    }

    StatementOptions withServerTimeLimit(Duration serverTimeLimit) {
        return new StatementOptions(
                attributes, fetchSize, renderedByClient, timeout, serverTimeLimit, localInfile, idempotent);
    }

    StatementOptions withLocalInfile(ByteSource localInfile) {
        return new StatementOptions(
                attributes, fetchSize, renderedByClient, timeout, serverTimeLimit, localInfile, idempotent);
    }

    StatementOptions asIdempotent() {
        return new StatementOptions(
                attributes, fetchSize, renderedByClient, timeout, serverTimeLimit, localInfile, true);
    }
}
