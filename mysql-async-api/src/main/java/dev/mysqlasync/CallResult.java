package dev.mysqlasync;

import java.util.List;
import java.util.Optional;

/**
 * What a stored procedure has given.
 *
 * <p>MySQL sends OUT and INOUT parameters of the types CHAR, VARCHAR and TEXT as if they were BINARY, VARBINARY and BLOB, and nothing
 * tells one from the other: their {@link Column#type} says so, and {@link Row#getObject}, {@link Row#toList} and {@link Row#toMap} give
 * {@code byte[]} for them. {@link Row#getString} gives the text. MariaDB sends each as what it is.
 *
 * @param results the results of its statements that gave rows, in order
 * @param outParameters the values of its OUT and INOUT parameters, in order and by name; empty when it has none
 * @param effect what its last statement did
 */
public record CallResult(List<Rows> results, Optional<Row> outParameters, ExecuteResult effect) {

    public CallResult {
        results = List.copyOf(results);
    }
}
