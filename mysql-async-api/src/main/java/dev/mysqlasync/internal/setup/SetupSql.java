package dev.mysqlasync.internal.setup;

import dev.mysqlasync.Autocommit;
import dev.mysqlasync.IsolationLevel;
import dev.mysqlasync.MySqlOptions;
import dev.mysqlasync.SessionOptions;
import dev.mysqlasync.TrackingOptions;
import dev.mysqlasync.protocol.Capability;
import dev.mysqlasync.protocol.StatusFlag;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The statements that apply the options to a session.
 *
 * @param settingsWithoutTracking one SET for all variables, without those of session tracking
 * @param tracking the assignments for session tracking, which are appended to it; empty for none
 * @param others the statements that follow
 */
record SetupSql(String settingsWithoutTracking, String tracking, List<String> others) {

    /** The server reports every change of these variables, because the driver needs their values. */
    private static final List<String> TRACKED = List.of(
            "autocommit",
            "character_set_client",
            "character_set_connection",
            "character_set_results",
            "collation_connection",
            "time_zone",
            "sql_mode");

    /**
     * The statements for a session that has just been authenticated.
     *
     * @param status the status flags of the OK that ended authentication
     * @param capabilities the capability flags that client and server share
     */
    static SetupSql of(MySqlOptions options, int status, long capabilities) {
        boolean tracks = Capability.has(capabilities, Capability.CLIENT_SESSION_TRACK);
        boolean mariaDb = !Capability.has(capabilities, Capability.CLIENT_LONG_PASSWORD);
        return of(options.session(), status, tracks ? tracking(options.tracking(), mariaDb) : "");
    }

    /**
     * The statements for a session that has started again. Its autocommit is unknown, so it is set unless the options
     * leave it to the server.
     */
    static SetupSql again(MySqlOptions options, long capabilities) {
        boolean wantsOn = options.session().autocommit() == Autocommit.ON;
        return of(options, wantsOn ? 0 : StatusFlag.SERVER_STATUS_AUTOCOMMIT, capabilities);
    }

    private static SetupSql of(SessionOptions options, int status, String tracking) {
        List<String> statements = new ArrayList<>();
        IsolationLevel isolation = options.isolation();
        if (isolation != null) {
            statements.add("SET SESSION TRANSACTION ISOLATION LEVEL "
                    + isolation.name().replace('_', ' '));
        }
        statements.addAll(options.initStatements());
        return new SetupSql(assignments(options, status), tracking, statements);
    }

    /** The first statement, with session tracking. */
    String settings() {
        return settingsWithoutTracking + tracking;
    }

    boolean tracks() {
        return !tracking.isEmpty();
    }

    /** MariaDB reports GTIDs in the variable {@code last_gtid}; MySQL has a setting for reporting them. */
    private static String tracking(TrackingOptions options, boolean mariaDb) {
        Set<String> variables = new LinkedHashSet<>(TRACKED); // MySQL rejects a list with duplicates
        options.variables().forEach(variable -> variables.add(variable.toLowerCase(Locale.ROOT)));
        if (options.gtids() && mariaDb) {
            variables.add("last_gtid");
        }
        StringBuilder set = new StringBuilder(
                ", session_track_schema=1, session_track_state_change=1, session_track_system_variables='"
                        + String.join(",", variables) + "'");
        if (options.gtids() && !mariaDb) {
            set.append(", session_track_gtids='OWN_GTID'");
        }
        if (options.transactions()) {
            set.append(", session_track_transaction_info='CHARACTERISTICS'");
        }
        return set.toString();
    }

    /** One SET for all variables. It omits autocommit if the session already has the wanted value. */
    private static String assignments(SessionOptions options, int status) {
        StringBuilder set = new StringBuilder("SET NAMES utf8mb4");
        if (options.collation() != null) {
            set.append(" COLLATE ").append(quoted(options.collation()));
        }
        boolean on = (status & StatusFlag.SERVER_STATUS_AUTOCOMMIT) != 0;
        if (options.autocommit() == Autocommit.OFF && on) {
            set.append(", autocommit=0");
        } else if (options.autocommit() == Autocommit.ON && !on) {
            set.append(", autocommit=1");
        }
        assign(set, "sql_mode", options.sqlMode());
        assign(set, "time_zone", options.timeZone());
        if (options.lockWaitTimeout() != null) {
            set.append(", innodb_lock_wait_timeout=")
                    .append(options.lockWaitTimeout().toSeconds());
        }
        return set.toString();
    }

    private static void assign(StringBuilder set, String variable, @Nullable String value) {
        if (value != null) {
            set.append(", ").append(variable).append('=').append(quoted(value));
        }
    }

    /** A string literal. {@link SessionOptions} has checked that the text needs no escaping. */
    private static String quoted(String text) {
        return "'" + text + "'";
    }
}
