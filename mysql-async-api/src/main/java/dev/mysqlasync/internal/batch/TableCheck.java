package dev.mysqlasync.internal.batch;

import dev.mysqlasync.internal.sql.InsertText;
import dev.mysqlasync.internal.sql.Literals;
import dev.mysqlasync.protocol.Capability;
import dev.mysqlasync.protocol.ComQuery;
import dev.mysqlasync.protocol.ErrPacket;
import dev.mysqlasync.protocol.OkPacket;
import dev.mysqlasync.protocol.PacketTooLargeException;
import dev.mysqlasync.protocol.RowLayout;
import dev.mysqlasync.protocol.RowView;
import dev.mysqlasync.protocol.session.ResultSink;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Asks the server whether an INSERT of many rows has the same effect as one INSERT for each row. It also asks what such
 * an INSERT leaves behind if it fails.
 *
 * <p>A nontransactional table keeps the rows before the failed one. Many rows are checked less strictly than one
 * outside strict mode, and in nontransactional tables in part of it: NULL becomes a default, and values are truncated.
 * Triggers and stored functions can write to a nontransactional table. An account without the privilege TRIGGER sees no
 * triggers, so an empty list proves nothing then. Also, a temporal literal is another value than the parameter if its
 * column is not temporal: MySQL removes the fractional seconds of a parameter that it stores as text.
 *
 * @see <a href="https://dev.mysql.com/doc/refman/9.7/en/sql-mode.html#sql-mode-strict">MySQL Reference Manual, Strict
 *     SQL Mode</a>
 */
final class TableCheck implements ResultSink {

    /**
     * The verdict on a table.
     *
     * @param takesRowsTogether whether a command may have many rows: they are checked as if alone, and if it fails,
     *     none of them is in the table
     * @param forgetsFailures whether a failed command leaves nothing else behind either, so that its rows can be
     *     executed again
     */
    record Verdict(boolean takesRowsTogether, boolean forgetsFailures) {
        static final Verdict UNKNOWN = new Verdict(false, false);
    }

    /** The current account in the notation of the privilege tables, as column g. The host follows the last at sign. */
    private static final String ACCOUNT =
            " FROM (SELECT CONCAT('''', LEFT(u, CHAR_LENGTH(u) - CHAR_LENGTH(h) - 1), '''@''',"
                    + " h, '''') g FROM (SELECT CURRENT_USER() u, SUBSTRING_INDEX(CURRENT_USER(), '@', -1) h) a) b";

    private static final String TIMES = "('datetime', 'timestamp', 'time', 'date')";

    private final InsertText insert;
    private final BatchRequest batch;
    private Verdict verdict = Verdict.UNKNOWN;
    private String question = "";
    private boolean kept;
    private Consumer<Verdict> answered = ignored -> {};

    TableCheck(InsertText insert, BatchRequest batch) {
        this.insert = insert;
        this.batch = batch;
    }

    /** Passes on the kept verdict, or asks the server for one. */
    void ask(Consumer<Verdict> answered) {
        if (insert.calls().assigns() || insert.table().size() > 2) {
            answered.accept(Verdict.UNKNOWN);
            return;
        }
        question = question(insert.calls().names());
        Verdict known = batch.verdicts().find(batch.pipeline(), question);
        if (known == null) {
            askAnew(answered);
        } else {
            kept = true;
            verdict = known;
            answered.accept(known);
        }
    }

    /** Asks the server even if a verdict is kept. */
    void askAnew(Consumer<Verdict> answered) {
        kept = false;
        verdict = Verdict.UNKNOWN;
        this.answered = answered;
        try {
            batch.ask(new ComQuery(question), BatchRequest::textReader, this);
        } catch (PacketTooLargeException e) { // long names, and a small max_allowed_packet
            answered.accept(Verdict.UNKNOWN);
        }
    }

    /** The verdict. */
    Verdict verdict() {
        return verdict;
    }

    /** Whether the verdict was kept, so that it may be out of date. */
    boolean isKept() {
        return kept;
    }

    /**
     * A query for four numbers: strict mode; a transactional table in which literals equal parameters; visible triggers
     * or functions; and whether triggers are visible.
     */
    private String question(List<String> functions) {
        List<String> table = insert.table();
        String schema = table.size() == 2 ? Literals.of(table.get(0)) : "DATABASE()";
        String name = Literals.of(table.get(table.size() - 1));
        return "SELECT @@sql_mode LIKE '%STRICT%', "
                + exists("TABLES t JOIN information_schema.ENGINES e ON e.ENGINE = t.ENGINE WHERE t.TABLE_SCHEMA = "
                        + schema + " AND t.TABLE_NAME = " + name
                        + " AND t.TABLE_TYPE = 'BASE TABLE' AND e.TRANSACTIONS = 'YES'")
                + timesKeep("COLUMNS WHERE TABLE_SCHEMA = " + schema + " AND TABLE_NAME = " + name)
                + ", "
                + exists("TRIGGERS WHERE EVENT_OBJECT_SCHEMA = " + schema + " AND EVENT_OBJECT_TABLE = " + name)
                + (functions.isEmpty() ? "" : " OR " + exists(routines(functions)))
                + ", "
                + exists(privilege("USER", "")) + " OR "
                + exists(privilege("SCHEMA", " AND " + schema + " LIKE TABLE_SCHEMA")) + " OR "
                + exists(privilege("TABLE", " AND TABLE_SCHEMA = " + schema + " AND TABLE_NAME = " + name))
                + ACCOUNT;
    }

    /**
     * Whether all columns for temporal values have temporal types. Without column names, positions identify the
     * columns, unless one is invisible.
     */
    private String timesKeep(String columnsWhere) {
        Set<String> columns = new TreeSet<>();
        boolean named = true;
        for (int parameter : timed()) {
            InsertText.Target target = insert.target(parameter);
            named = target.column() != null;
            columns.add(target.column() != null ? Literals.of(target.column()) : String.valueOf(target.position() + 1));
        }
        if (columns.isEmpty()) {
            return "";
        }
        String which = (named ? "COLUMN_NAME" : "ORDINAL_POSITION") + " IN (" + String.join(", ", columns) + ")";
        return " AND (SELECT COUNT(*) FROM information_schema." + columnsWhere + " AND " + which + " AND DATA_TYPE IN "
                + TIMES + ") = " + columns.size()
                + (named ? "" : " AND NOT " + exists(columnsWhere + " AND EXTRA LIKE '%INVISIBLE%'"));
    }

    /** The parameters with temporal values in some row, where a literal may be another value. */
    private int[] timed() {
        boolean mariaDb = !Capability.has(batch.pipeline().capabilities(), Capability.CLIENT_LONG_PASSWORD);
        return mariaDb ? new int[0] : batch.rows().timed().stream().toArray();
    }

    private static String routines(List<String> functions) {
        return "ROUTINES WHERE ROUTINE_TYPE = 'FUNCTION' AND ROUTINE_NAME IN ("
                + functions.stream().map(Literals::of).collect(Collectors.joining(", ")) + ")";
    }

    private static String privilege(String level, String where) {
        return level + "_PRIVILEGES WHERE PRIVILEGE_TYPE = 'TRIGGER' AND GRANTEE = g" + where;
    }

    private static String exists(String fromWhere) {
        return "EXISTS (SELECT 1 FROM information_schema." + fromWhere + ")";
    }

    // --- the answer ------------------------------------------------------------------------------------------------

    @Override
    public void columns(RowLayout layout) {}

    @Override
    public boolean row(RowView row) {
        boolean strict = row.getLong(0) != 0;
        boolean transactional = row.getLong(1) != 0;
        boolean hasCode = row.getLong(2) != 0;
        boolean seesTriggers = row.getLong(3) != 0;
        boolean together = strict && transactional && !hasCode;
        verdict = new Verdict(together, together && seesTriggers);
        batch.verdicts().keep(batch.pipeline(), question, verdict);
        return true;
    }

    @Override
    public void endOfRows(OkPacket end) {
        ok(end);
    }

    @Override
    public void ok(OkPacket ok) {
        batch.answered(() -> answered.accept(verdict));
    }

    /** For example, from a server without these tables. */
    @Override
    public void error(ErrPacket error) {
        batch.answered(() -> answered.accept(Verdict.UNKNOWN));
    }
}
