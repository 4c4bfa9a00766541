package dev.mysqlasync.internal;

import dev.mysqlasync.MySqlIdentifiers;
import dev.mysqlasync.Statement;
import java.util.Arrays;
import java.util.Collections;
import org.jspecify.annotations.Nullable;

/** The statement that calls a stored procedure. */
final class ProcedureCall {

    private ProcedureCall() {}

    /** @param name with its schema and a dot before it if needed; quoted here */
    static Statement of(String name, @Nullable Object... arguments) {
        String parameters = String.join(", ", Collections.nCopies(arguments.length, "?"));
        return Statement.of("CALL " + quoted(name) + "(" + parameters + ")", arguments);
    }

    private static String quoted(String name) {
        String[] parts = name.split("\\.", -1);
        return MySqlIdentifiers.quote(parts[0], Arrays.copyOfRange(parts, 1, parts.length));
    }
}
