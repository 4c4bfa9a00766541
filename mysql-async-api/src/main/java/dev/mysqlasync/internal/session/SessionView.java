package dev.mysqlasync.internal.session;

import dev.mysqlasync.SessionInfo;
import dev.mysqlasync.TransactionState;
import java.util.Locale;
import java.util.Optional;

/** The public view of a {@link SessionState}. */
public record SessionView(SessionState state) implements SessionInfo {

    @Override
    public Optional<String> schema() {
        String schema = state.schema();
        return schema.isEmpty() ? Optional.empty() : Optional.of(schema);
    }

    @Override
    public Optional<String> variable(String name) {
        return Optional.ofNullable(state.variable(name.toLowerCase(Locale.ROOT)));
    }

    @Override
    public Optional<String> lastGtids() {
        return Optional.ofNullable(state.gtids());
    }

    @Override
    public Optional<TransactionState> transactionState() {
        return Optional.ofNullable(state.transactionState()).map(TransactionState::new);
    }

    @Override
    public Optional<String> transactionCharacteristics() {
        return Optional.ofNullable(state.transactionCharacteristics());
    }

    @Override
    public String toString() {
        return "SessionInfo[schema=" + state.schema() + ", transaction=" + state.transactionState() + "]";
    }
}
