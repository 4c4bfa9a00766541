package dev.mysqlasync;

import java.util.List;

/**
 * What the server reports of its session, beyond what the driver itself needs. {@link SessionInfo} shows it.
 *
 * @param variables further system variables whose changes the server reports
 * @param gtids whether the server reports the GTIDs of transactions
 * @param transactions whether the server reports the transaction's state and characteristics
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
