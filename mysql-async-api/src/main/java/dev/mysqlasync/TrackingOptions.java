package dev.mysqlasync;

import java.util.List;

/**
 * What the server is asked to tell of its session besides what the driver itself needs; {@link SessionInfo} shows it.
 *
 * @param variables the names of further system variables whose changes are told
 * @param gtids whether the global transaction id of each transaction is told
 * @param transactions whether the state and the characteristics of the open transaction are told
 */
public record TrackingOptions(List<String> variables, boolean gtids, boolean transactions) {

    public TrackingOptions {
        variables = List.copyOf(variables);
    }

    @Override
    public String toString() {
        return "trackVariables=" + variables + ", trackGtids=" + gtids + ", trackTransactions=" + transactions;
    }
}
