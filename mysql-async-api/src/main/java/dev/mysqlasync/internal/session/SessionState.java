package dev.mysqlasync.internal.session;

import dev.mysqlasync.MySqlOptions;
import dev.mysqlasync.MySqlSecurityException;
import dev.mysqlasync.internal.sql.SqlModes;
import dev.mysqlasync.internal.value.ResultBudget;
import dev.mysqlasync.internal.value.ValueContext;
import dev.mysqlasync.protocol.ProtocolException;
import dev.mysqlasync.protocol.SessionChange;
import dev.mysqlasync.protocol.session.SessionLimits;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The known state of the session on the server: its initial settings, and what answers have reported since. Written on
 * the connection's I/O thread; the plain getters may be called from any thread.
 */
public final class SessionState {

    /** The variables that change the meaning of a statement's text. */
    private static final Set<String> DECISIVE =
            Set.of("sql_mode", "character_set_client", "character_set_connection", "time_zone");

    /** The only character set that the driver supports, and its subset under other names. */
    private static final Set<String> UTF8 = Set.of("utf8mb4", "utf8mb3", "utf8");

    /** The memory that the reported variables may take. A server has several hundred, most of them short. */
    private static final int MAX_VARIABLE_BYTES = 256 * 1024;

    private static final int VARIABLE_BYTES = 128; // per variable, besides its name and value

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

    /** The reported modes, and the {@link SqlModes} that follow from them. */
    private record ToldModes(int flags, @Nullable String sqlMode, SqlModes modes) {}

    /** The memory limits of a conversation with these options. */
    public static SessionLimits limits(MySqlOptions options) {
        return new SessionLimits(
                options.limits().maxAllowedPacket(),
                options.limits().maxRowSize(),
                ResultBudget.ofDefinitions(options.limits().maxResultBytes()));
    }

    public SessionState(MySqlOptions options) {
        this.schema = Objects.requireNonNullElse(options.database(), "");
        this.values = ValueContext.of(options);
        this.statements = new StatementCache(options.limits().statementCacheSize());
    }

    public StatementCache statements() {
        return statements;
    }

    /** The IDs of all prepared statements of the session, including those that are kept elsewhere. */
    public StatementIds statementIds() {
        return statementIds;
    }

    /** What errors have revealed about the server and the session. */
    public ServerSigns signs() {
        return signs;
    }

    /** What statements may have left behind in the session. */
    public SessionDirtiness dirtiness() {
        return dirtiness;
    }

    /** The cache key of a statement that is executed without a cursor. */
    public StatementKey key(String sql) {
        return new StatementKey(sql, schema, epoch, false);
    }

    /** The cache key of a statement that is executed with a cursor. */
    public StatementKey cursorKey(String sql) {
        return new StatementKey(sql, schema, epoch, true);
    }

    /** The default schema; empty if there is none. */
    public String schema() {
        return schema;
    }

    /** The current context for decoding and encoding values. */
    public ValueContext values() {
        return values;
    }

    /** Sets the default schema. */
    public void schema(String schema) {
        this.schema = schema;
    }

    /** What the server said about itself at the start of the session. */
    public ServerFacts facts() {
        return facts;
    }

    /** The last reported value of a system variable; {@code null} if there is none. */
    @Nullable
    public String variable(String name) {
        return variables.get(name);
    }

    /**
     * How the server reads SQL.
     *
     * @param status the last status flags, in which MySQL does not report ANSI_QUOTES
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

    /**
     * Why the session is unusable: a statement changed its character set to another one than UTF-8. Called on the I/O
     * thread.
     */
    @Nullable
    public MySqlSecurityException foreignCharacterSet() {
        return foreignCharacterSet == null
                ? null
                : new MySqlSecurityException(
                        "a statement set the session's character set to '" + foreignCharacterSet
                                + "'; this client needs utf8mb4 and would misread text in any other",
                        null);
    }

    /** The GTIDs of the last transaction that had any, if the server reports them. */
    @Nullable
    String gtids() {
        return gtids;
    }

    /** The eight characters of the transaction's state, if the server reports them. */
    @Nullable
    String transactionState() {
        return transactionState;
    }

    /** The SQL that starts an equal transaction, if the server reports it; empty when none is open. */
    @Nullable
    String transactionCharacteristics() {
        return transactionCharacteristics;
    }

    /** The two ends of the connection as the server sees them. */
    public ServerOrigin origin() {
        return origin;
    }

    /** Sets whether the server is MariaDB. */
    public void mariaDb(boolean mariaDb) {
        question = new FactsQuestion(mariaDb);
    }

    /** The query for the server's facts at the start of a session. */
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

    /**
     * The session was reset: the server dropped all of its state except the schema. Facts and variables are reported
     * again.
     */
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
        if (ofAnything && !ofAutocommit) { // whoever sets autocommit also takes care of it
            dirtiness.unknown();
        }
    }

    private void changed(String variable, String value) {
        if (variable.equals("last_gtid") && !value.isEmpty()) {
            gtids = value; // MariaDB reports GTIDs as a variable
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

    /** Keeps a value and returns the previous one. */
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
