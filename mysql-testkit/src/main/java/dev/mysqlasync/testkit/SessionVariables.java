package dev.mysqlasync.testkit;

import dev.mysqlasync.protocol.ColumnDefinition41;
import dev.mysqlasync.testkit.sql.ColumnList;
import dev.mysqlasync.testkit.sql.SqlText;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Executes SET and SELECT of variables, and of a few other expressions that clients select. */
final class SessionVariables {

    private static final Pattern SELECT = pattern("SELECT (?<items>.+?)(?: LIMIT 1)?");
    private static final Pattern ITEM =
            pattern("(?<expression>\\(SELECT [^)]+\\(\\)\\)|\\S+(?:\\(\\))?)(?: (?:AS )?(?<alias>\\w+|`[^`]+`))?");
    private static final Pattern SYSTEM_VARIABLE = pattern("@@(?:(?:session|global|local)\\.)?(?<name>\\w+)");
    private static final Pattern NAMES =
            pattern("(?:NAMES|CHARACTER SET) (?<set>'\\w+'|\\w+)(?: COLLATE (?<collation>.+))?");
    private static final Pattern ISOLATION =
            pattern("(?:(?:SESSION|GLOBAL) )?TRANSACTION ISOLATION LEVEL (?<level>[\\w ]+)");
    private static final Pattern ASSIGNMENT = pattern(
            "(?:(?:SESSION|GLOBAL|LOCAL) |@@(?:(?:session|global|local)\\.)?)?(?<name>@?\\w+) ?:?= ?(?<value>.*)");

    /** The query for the client's address as the server sees it. */
    private static final String CLIENT_ADDRESS =
            "(SELECT HOST FROM INFORMATION_SCHEMA.PROCESSLIST WHERE ID = CONNECTION_ID())";

    private static final Map<String, Object> DEFAULTS = Map.ofEntries(
            Map.entry("version_comment", "MySQL Community Server - GPL"),
            Map.entry("sql_mode", "ONLY_FULL_GROUP_BY,STRICT_TRANS_TABLES,NO_ENGINE_SUBSTITUTION"),
            Map.entry("transaction_isolation", "REPEATABLE-READ"),
            Map.entry("tx_isolation", "REPEATABLE-READ"),
            Map.entry("transaction_read_only", 0L),
            Map.entry("read_only", 0L),
            Map.entry("innodb_read_only", 0L),
            Map.entry("time_zone", "SYSTEM"),
            Map.entry("system_time_zone", "UTC"),
            Map.entry("wait_timeout", 28_800L),
            Map.entry("interactive_timeout", 28_800L),
            Map.entry("net_write_timeout", 60L),
            Map.entry("auto_increment_increment", 1L),
            Map.entry("lower_case_table_names", 0L),
            Map.entry("performance_schema", 0L),
            Map.entry("init_connect", ""),
            Map.entry("license", "Apache-2.0"),
            Map.entry("hostname", "localhost"),
            Map.entry("character_set_client", "utf8mb4"),
            Map.entry("character_set_connection", "utf8mb4"),
            Map.entry("character_set_results", "utf8mb4"),
            Map.entry("character_set_server", "utf8mb4"),
            Map.entry("collation_connection", "utf8mb4_general_ci"),
            Map.entry("collation_server", "utf8mb4_general_ci"));

    private final FakeSession session;
    private final ServerSettings settings;
    private final Outlet.Ends ends;

    SessionVariables(FakeSession session, ServerSettings settings, Outlet.Ends ends) {
        this.session = session;
        this.settings = settings;
        this.ends = ends;
    }

    private static Pattern pattern(String regex) {
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    }

    /** Executes SET. Unknown variables are stored too. */
    void set(String sql) {
        for (String item : SqlText.split(sql.substring("SET ".length()), ',')) {
            Matcher names = NAMES.matcher(item);
            Matcher isolation = ISOLATION.matcher(item);
            Matcher assignment = ASSIGNMENT.matcher(item);
            if (names.matches()) {
                setNames(names);
            } else if (isolation.matches()) {
                session.variables()
                        .put(
                                "transaction_isolation",
                                isolation
                                        .group("level")
                                        .toUpperCase(Locale.ROOT)
                                        .replace(' ', '-'));
            } else if (assignment.matches()) {
                assign(assignment.group("name").toLowerCase(Locale.ROOT), value(assignment.group("value")));
            }
        }
    }

    private void setNames(Matcher names) {
        Object set = value(names.group("set"));
        session.variables().put("character_set_client", set);
        session.variables().put("character_set_connection", set);
        session.variables().put("character_set_results", set);
        if (names.group("collation") != null) {
            session.variables().put("collation_connection", value(names.group("collation")));
        }
    }

    private void assign(String name, @Nullable Object value) {
        if (name.equals("autocommit")) {
            session.autocommit(
                    List.of("1", "ON", "TRUE").contains(String.valueOf(value).toUpperCase(Locale.ROOT)));
        } else {
            session.variables().put(name, value);
        }
    }

    private static @Nullable Object value(String text) {
        if (text.matches("-?\\d{1,18}")) {
            return Long.valueOf(text);
        }
        if (text.equalsIgnoreCase("NULL")) {
            return null;
        }
        boolean quoted = text.length() > 1 && (text.startsWith("'") || text.startsWith("\""));
        return quoted ? text.substring(1, text.length() - 1) : text;
    }

    /** Executes SELECT if all its expressions are known; otherwise returns null. */
    @Nullable
    Reply select(String sql) {
        Matcher select = SELECT.matcher(sql);
        if (!select.matches()) {
            return null;
        }
        List<ColumnDefinition41> columns = new ArrayList<>();
        List<@Nullable Object> row = new ArrayList<>();
        for (String item : SqlText.split(select.group("items"), ',')) {
            Matcher parts = ITEM.matcher(item);
            Optional<Optional<Object>> value = parts.matches() ? evaluate(parts.group("expression")) : Optional.empty();
            if (value.isEmpty()) {
                return null;
            }
            String alias = parts.group("alias");
            String name = alias == null ? parts.group("expression") : alias.replace("`", "");
            Object single = value.get().orElse(null);
            columns.add(single instanceof Long ? ColumnList.bigint(name) : ColumnList.text(name));
            row.add(single);
        }
        return RowsReply.of(columns).row(row.toArray());
    }

    /** Evaluates an expression. The outer Optional is empty if it is unknown; the inner one if its value is NULL. */
    private Optional<Optional<Object>> evaluate(String expression) {
        Matcher variable = SYSTEM_VARIABLE.matcher(expression);
        if (variable.matches()) {
            return systemVariable(variable.group("name").toLowerCase(Locale.ROOT));
        }
        if (expression.matches("@\\w+")) {
            return Optional.of(Optional.ofNullable(session.variables().get(expression.toLowerCase(Locale.ROOT))));
        }
        if (expression.matches("\\d{1,18}")) {
            return Optional.of(Optional.of(Long.valueOf(expression)));
        }
        return switch (expression.toUpperCase(Locale.ROOT)) {
            case "CONNECTION_ID()" -> Optional.of(Optional.of(session.connectionId()));
            case "DATABASE()", "SCHEMA()" -> Optional.of(Optional.ofNullable(session.database()));
            case "USER()", "CURRENT_USER()" -> Optional.of(Optional.of(session.user() + "@localhost"));
            case CLIENT_ADDRESS -> Optional.of(Optional.of(clientAddress()));
            case "VERSION()" -> Optional.of(Optional.of(settings.version()));
            default -> Optional.empty();
        };
    }

    /** The client's address as in the process list. */
    private String clientAddress() {
        return ends.client() instanceof InetSocketAddress tcp ? "localhost:" + tcp.getPort() : "localhost";
    }

    private Object port() {
        return ends.server() instanceof InetSocketAddress tcp ? (long) tcp.getPort() : 0L;
    }

    private Object socket() {
        return ends.server() instanceof UnixDomainSocketAddress unix
                ? unix.getPath().toString()
                : "";
    }

    private Optional<Optional<Object>> systemVariable(String name) {
        if (session.variables().containsKey(name)) {
            return Optional.of(Optional.ofNullable(session.variables().get(name)));
        }
        Object value = switch (name) {
            case "autocommit" -> session.isAutocommit() ? 1L : 0L;
            case "version" -> settings.version();
            case "server_uuid", "server_uid" -> settings.uuid();
            case "port" -> port();
            case "socket" -> socket();
            case "max_allowed_packet" -> (long) settings.maxAllowedPacket();
            default -> DEFAULTS.get(name);
        };
        return value == null ? Optional.empty() : Optional.of(Optional.of(value));
    }
}
