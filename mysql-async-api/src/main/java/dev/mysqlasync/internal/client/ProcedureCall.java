package dev.mysqlasync.internal.client;

import dev.mysqlasync.Identifiers;
import dev.mysqlasync.Statement;
import java.util.Collections;
import org.jspecify.annotations.Nullable;

/** The statement that calls a stored procedure. */
public final class ProcedureCall {

    private ProcedureCall() {}

    /**
     * Calls a procedure with arguments, which travel beside the SQL.
     *
     * @param name with its schema and a dot before it if needed; quoted here
     */
    public static Statement of(String name, @Nullable Object... arguments) {
        String parameters = String.join(", ", Collections.nCopies(arguments.length, "?"));
        return Statement.of("CALL " + Identifiers.quotePath(name) + "(" + parameters + ")", arguments);
    }
}
