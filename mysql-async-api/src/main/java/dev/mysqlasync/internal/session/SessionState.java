package dev.mysqlasync.internal.session;

import dev.mysqlasync.MySqlOptions;
import dev.mysqlasync.MySqlSecurityException;
import dev.mysqlasync.internal.sql.SqlModes;
import dev.mysqlasync.internal.value.ValueContext;
import dev.mysqlasync.protocol.ProtocolException;
import dev.mysqlasync.protocol.SessionChange;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the session on the server: what was asked for when it began, and what the server's answers have told since.
 * Written on the connection's I/O thread; the plain readings are for any thread.
 */
public final class SessionState {

    /** The variables that change what the text of a statement means. */
    private static final Set<String> DECISIVE =
            Set.of("sql_mode", "character_set_client", "character_set_connection", "time_zone");

    /** The one character set that this client speaks, and the part of it that servers call by other names. */
    private static final Set<String> UTF8 = Set.of("utf8mb4", "utf8mb3", "utf8");

    /** What the variables that a server tells of may take in memory: it has some hundreds, most of them short. */
    private static final int MAX_VARIABLE_BYTES = 256 * 1024;

    private static final int VARIABLE_BYTES = 128; // beside its texts

    private final StatementCache statements;
    private final StatementIds statementIds = new StatementIds();
    private final ServerSigns signs = new ServerSigns();
    private final SessionDirtiness dirtiness = new SessionDirtiness();
    private final Map<String, String> variables = new ConcurrentHashMap<>();
    private int variableBytes;
    private volatile String schema;
    private volatile ServerFacts facts = ServerFacts.UNKNOWN;
    private FactsQuestion question = new FactsQuestion(false);
    private volatile ServerOrigin origin = ServerOrigin.UNKNOWN;
    private volatile ValueContext values;
    private volatile @Nullable String gtids;
    private volatile @Nullable String transactionState;
    private volatile @Nullable String transactionCharacteristics;
    private @Nullable String foreignCharacterSet;
    private int epoch;
    private volatile ToldModes toldModes = new ToldModes(0, null, SqlModes.DEFAULT);

    /** What the server told, and what follows from it. */
    private record ToldModes(int flags, @Nullable String sqlMode, SqlModes modes) {}

    public SessionState(MySqlOptions options) {
        this.schema = Objects.requireNonNullElse(options.database(), "");
        this.values = ValueContext.of(options);
        this.statements = new StatementCache(options.limits().statementCacheSize());
    }

    public StatementCache statements() {
        return statements;
    }

    /** The ids of all statements that are prepared on it, of those too that are kept elsewhere. */
    public StatementIds statementIds() {
        return statementIds;
    }

    /** What errors have told of the server and the session. */
    public ServerSigns signs() {
        return signs;
    }

    /** What its statements may have left in it. */
    public SessionDirtiness dirtiness() {
        return dirtiness;
    }

    /** What a statement that is executed without a cursor is kept under. */
    public StatementKey key(String sql) {
        return new StatementKey(sql, schema, epoch, false);
    }

    /** What a statement that is executed with a cursor is kept under. */
    public StatementKey cursorKey(String sql) {
        return new StatementKey(sql, schema, epoch, true);
    }

    /** The default schema; empty for none. */
    public String schema() {
        return schema;
    }

    /** How values are read and sent now. */
    public ValueContext values() {
        return values;
    }

    /** Makes another schema the default one. */
    public void schema(String schema) {
        this.schema = schema;
    }

    /** What the server said of itself when the session began. */
    public ServerFacts facts() {
        return facts;
    }

    /** The value of a system variable, as far as the server has told it. */
    @Nullable
    public String variable(String name) {
        return variables.get(name);
    }

    /**
     * How the server reads SQL.
     *
     * @param status the last status flags, in which MySQL does not tell of ANSI_QUOTES
     */
    public SqlModes sqlModes(int status) {
        String sqlMode = variables.get("sql_mode");
        int flags = status & SqlModes.FLAGS;
        ToldModes told = toldModes;
        if (told.flags != flags || !Objects.equals(told.sqlMode, sqlMode)) {
            told = new ToldModes(flags, sqlMode, SqlModes.of(flags, sqlMode));
            toldModes = told;
        }
        return told.modes;
    }

    /** Why the session must not go on: a statement has made it speak something else than UTF-8. On the I/O thread. */
    @Nullable
    public MySqlSecurityException foreignCharacterSet() {
        return foreignCharacterSet == null
                ? null
                : new MySqlSecurityException(
                        "a statement set the session's character set to '" + foreignCharacterSet
                                + "'; this client needs utf8mb4 and would misread text in any other",
                        null);
    }

    /** The global transaction ids of the last transaction that had any, if the server told them. */
    @Nullable
    String gtids() {
        return gtids;
    }

    /** Eight characters, if the server told them. */
    @Nullable
    String transactionState() {
        return transactionState;
    }

    /** The SQL that starts an equal transaction, empty when none is open, if the server told it. */
    @Nullable
    String transactionCharacteristics() {
        return transactionCharacteristics;
    }

    /** Where the connection comes from and ends, as the server sees it. */
    public ServerOrigin origin() {
        return origin;
    }

    /** Sets whose dialect the server speaks. */
    public void mariaDb(boolean mariaDb) {
        question = new FactsQuestion(mariaDb);
    }

    /** What the server is asked when a session begins. */
    public FactsQuestion question() {
        return question;
    }

    public void begins(ServerFacts facts) {
        this.facts = facts;
        this.origin = question.origin();
        variables.put("sql_mode", facts.sqlMode());
        variables.put("time_zone", facts.timeZone());
        values = values.withTimeZone(facts.timeZone());
        variables.put("character_set_client", facts.characterSet());
        variables.put("collation_connection", facts.collation());
        dirtiness.begin();
    }

    /** The server has dropped all that belonged to the session, the schema apart; facts and variables are told anew. */
    public void startsOver() {
        statements.clear();
        statementIds.clear();
        variables.clear();
        variableBytes = 0;
        foreignCharacterSet = null;
        gtids = null;
        transactionState = null;
        transactionCharacteristics = null;
        epoch++;
    }

    /** As {@link #startsOver()}, and with another schema. */
    public void startsOver(String schema) {
        startsOver();
        this.schema = schema;
    }

    public void changed(List<SessionChange> changes) {
        boolean ofAutocommit = false;
        boolean ofAnything = false;
        for (SessionChange change : changes) {
            if (change instanceof SessionChange.Schema current) {
                schema = current.name();
            } else if (change instanceof SessionChange.SystemVariable variable) {
                changed(variable.name(), variable.value());
                ofAutocommit |= variable.name().equals("autocommit");
            } else if (change instanceof SessionChange.StateChanged state) {
                ofAnything |= state.changed();
            } else if (change instanceof SessionChange.Gtids used) {
                gtids = used.gtids();
            } else if (change instanceof SessionChange.TransactionState state) {
                transactionState = state.state();
            } else if (change instanceof SessionChange.TransactionCharacteristics characteristics) {
                transactionCharacteristics = characteristics.statements();
            }
        }
        if (ofAnything && !ofAutocommit) { // who may set that looks after it
            dirtiness.unknown();
        }
    }

    private void changed(String variable, String value) {
        if (variable.equals("last_gtid") && !value.isEmpty()) {
            gtids = value; // MariaDB's way of telling
        }
        if (!value.equals(keep(variable, value)) && DECISIVE.contains(variable)) {
            epoch++;
        }
        switch (variable) {
            case "time_zone" -> values = values.withTimeZone(value);
            case "character_set_client", "character_set_results" ->
                foreignCharacterSet = UTF8.contains(value) ? null : value;
            default -> {}
        }
    }

    /** Returns the value before. */
    private @Nullable String keep(String variable, String value) {
        String before = variables.put(variable, value);
        variableBytes += value.length() - (before == null ? -variable.length() - VARIABLE_BYTES : before.length());
        if (variableBytes > MAX_VARIABLE_BYTES) {
            throw new ProtocolException("the server reported " + variables.size() + " session variables with more than "
                    + MAX_VARIABLE_BYTES + " bytes");
        }
        return before;
    }
}
