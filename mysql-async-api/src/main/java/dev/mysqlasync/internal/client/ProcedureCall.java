package dev.mysqlasync.internal.client;

import dev.mysqlasync.Identifiers;
import dev.mysqlasync.Statement;
import java.util.Collections;
import org.jspecify.annotations.Nullable;

/** The statement that calls a stored procedure. */
public final class ProcedureCall {

    private ProcedureCall() {}

    /**
     * A CALL with arguments as parameters.
     *
     * @param name the procedure's name, unquoted, with its schema and a dot before it if needed
     */
    public static Statement of(String name, @Nullable Object... arguments) {
        String parameters = String.join(", ", Collections.nCopies(arguments.length, "?"));
        return Statement.of("CALL " + Identifiers.quotePath(name) + "(" + parameters + ")", arguments);
    }
}
