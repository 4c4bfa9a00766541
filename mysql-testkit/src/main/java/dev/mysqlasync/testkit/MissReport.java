package dev.mysqlasync.testkit;

import dev.mysqlasync.testkit.sql.EditDistance;
import dev.mysqlasync.testkit.sql.SqlText;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Describes a command without a stub, and the stub nearest to it. */
final class MissReport {

    private final ReceivedCommand command;
    private final String sql;
    private final List<Stub> stubs;

    private MissReport(ReceivedCommand command, List<Stub> stubs) {
        this.command = command;
        this.sql = SqlText.normalise(command.sql());
        this.stubs = stubs;
    }

    static String of(ReceivedCommand command, List<Stub> stubs) {
        return new MissReport(command, stubs).text();
    }

    private String text() {
        StringBuilder text = new StringBuilder(head());
        Stub nearest = nearest();
        if (nearest == null) {
            text.append("There are no stubs.\n");
        } else {
            text.append(describe(nearest));
        }
        return text.append("Paste to add:  ").append(suggestion()).toString();
    }

    private String head() {
        String where = "user=" + command.user() + ", db=" + (command.database() == null ? "none" : command.database())
                + ", " + command.command() + (command.inTransaction() ? ", in transaction" : "");
        return "Unexpected statement on connection " + command.connectionId() + " (" + where + ")\n  sql    : " + sql
                + "\n  params : " + ParamValues.describe(command.params()) + "\n";
    }

    private @Nullable Stub nearest() {
        return stubs.stream()
                .filter(stub -> !(stub.pattern() instanceof CommandPattern.Named))
                .max(Comparator.comparingInt(this::likeness))
                .orElse(null);
    }

    /** The similarity of the stub's SQL in percent; 0 if the stub has no SQL. */
    private int likeness(Stub stub) {
        if (stub.pattern() instanceof CommandPattern.Exact exact) {
            return EditDistance.likeness(sql, exact.normalised());
        }
        return stub.pattern().matchesPrepare(command) ? 100 : 0;
    }

    private String describe(Stub stub) {
        StringBuilder text = new StringBuilder("Nearest stub (" + likeness(stub) + " %), declared at "
                + stub.declaredAt() + ":\n  sql    : " + stub.pattern() + "\n");
        if (stub.pattern() instanceof CommandPattern.Exact exact
                && !exact.normalised().equals(sql)) {
            int at = EditDistance.commonPrefix(sql, exact.normalised());
            text.append("           ").append(" ".repeat(at)).append("^ differs from here\n");
        }
        List<ParamMatcher> params = stub.params();
        if (params != null) {
            text.append("  params : ").append(params).append('\n');
        }
        if (!stub.isLive()) {
            String why = stub.claimed() == 0 ? "it has no reply" : "it is used up after " + stub.claimed();
            text.append("           ").append(why).append('\n');
        }
        return text.append(others()).toString();
    }

    private String others() {
        long usedUp = stubs.stream().filter(stub -> !stub.isLive()).count();
        return stubs.size() == 1
                ? ""
                : "Stubs in all: " + stubs.size() + (usedUp == 0 ? "" : " (" + usedUp + " used up)") + "\n";
    }

    private String suggestion() {
        String values = ParamValues.describe(command.params());
        return "when(" + ParamValues.describe(sql) + ")"
                + (command.params().isEmpty() ? "" : ".withParams(" + values.substring(1, values.length() - 1) + ")")
                + ".reply(...)";
    }
}
