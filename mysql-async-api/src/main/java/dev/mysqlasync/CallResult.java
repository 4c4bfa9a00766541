package dev.mysqlasync;

import java.util.List;
import java.util.Optional;

/**
 * What a stored procedure has given.
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
