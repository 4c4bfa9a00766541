package dev.mysqlasync.testkit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A command that the fake server has received.
 *
 * @param connectionId the connection id, from 1
 * @param sequence the command's number among all that this server has received, from 1
 * @param command the command's name in the manual, such as {@code COM_QUERY}
 * @param sql the SQL as received; for the execution of a prepared statement, the SQL of the statement; empty for other
 *     commands
 * @param params the parameters of COM_STMT_EXECUTE, of the types that {@link dev.mysqlasync.protocol.BinaryParameters}
 *     reads; for COM_STMT_BULK_EXECUTE a list of the parameters of each row; empty otherwise
 * @param attributes the query attributes by name
 * @param user the connection's user
 * @param database the connection's default schema before the command; null for none
 * @param inTransaction whether a transaction was open before the command
 */
@SuppressWarnings("exports") // users need no JSpecify to compile
public record ReceivedCommand(
        long connectionId,
        int sequence,
        String command,
        String sql,
        List<@Nullable Object> params,
        Map<String, @Nullable Object> attributes,
        String user,
        @Nullable String database,
        boolean inTransaction) {

    static final String BULK = "COM_STMT_BULK_EXECUTE";

    public ReceivedCommand {
        params = Collections.unmodifiableList(params);
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    }

    /** Whether the command executes SQL: COM_QUERY, COM_STMT_EXECUTE or COM_STMT_BULK_EXECUTE. */
    public boolean runsSql() {
        return command.equals("COM_QUERY") || command.equals("COM_STMT_EXECUTE") || isBulk();
    }

    /** The executions of this command: the command itself; for COM_STMT_BULK_EXECUTE one for each row of parameters. */
    List<ReceivedCommand> executions() {
        return isBulk() ? params.stream().map(row -> withParams((List<?>) row)).toList() : List.of(this);
    }

    private boolean isBulk() {
        return command.equals(BULK);
    }

    private ReceivedCommand withParams(List<? extends @Nullable Object> row) {
        List<@Nullable Object> values = new ArrayList<>(row);
        return new ReceivedCommand(
                connectionId, sequence, command, sql, values, attributes, user, database, inTransaction);
    }
}
