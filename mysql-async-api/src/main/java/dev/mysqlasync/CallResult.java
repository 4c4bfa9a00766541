package dev.mysqlasync;

import java.util.List;
import java.util.Optional;

/**
 * The result of a stored procedure.
 *
 * <p>MySQL sends OUT and INOUT parameters of the types CHAR, VARCHAR and TEXT as BINARY, VARBINARY and BLOB, and the
 * driver cannot tell them apart. {@link Column#type} then names the binary type, and {@link Row#getObject},
 * {@link Row#toList} and {@link Row#toMap} return {@code byte[]}. {@link Row#getString} returns the text. MariaDB sends
 * the declared types.
 *
 * @param results the result sets of the procedure's statements, in order
 * @param outParameters the OUT and INOUT parameters, in order and by name; empty if there are none
 * @param effect the result of the procedure's last statement without rows
 */
public record CallResult(List<Rows> results, Optional<Row> outParameters, ExecuteResult effect) {

    public CallResult {
        results = List.copyOf(results);
    }
}
