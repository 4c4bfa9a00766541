package dev.mysqlasync.testkit;

import dev.mysqlasync.testkit.sql.SqlText;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Answers the statements that need no stub, and applies their effects to the session. */
final class Housekeeping {

    private static final Pattern BEGIN = pattern("BEGIN(?: WORK)?|START TRANSACTION.*");
    private static final Pattern END = pattern("(?:COMMIT|ROLLBACK)(?: WORK)?(?<chain> AND CHAIN)?(?: .*)?");
    private static final Pattern SAVEPOINT =
            pattern("(?:SAVEPOINT|RELEASE SAVEPOINT|ROLLBACK(?: WORK)? TO(?: SAVEPOINT)?) .*");
    private static final Pattern USE = pattern("USE (?<name>`[^`]+`|\\S+)");
    private static final Pattern SET = pattern("SET .*");
    private static final Pattern KILL = pattern("KILL (?:(?<kind>QUERY|CONNECTION) )?(?:(?<id>\\d+)"
            + "|IF\\(@@server_uu?id = '(?<server>[^']*)', (?<guarded>\\d+), 0\\))");
    private static final Pattern SHOW_WARNINGS = pattern("SHOW (?:WARNINGS|ERRORS).*");

    /** The client's query about a table before it sends many rows in one statement. */
    private static final Pattern BATCH_CHECK = pattern("SELECT @@sql_mode LIKE '%STRICT%' ?, ?EXISTS .*");

    /** The pool's query that clears LAST_INSERT_ID() of a session. */
    private static final Pattern FORGET = pattern("SELECT LAST_INSERT_ID\\(0\\).*");

    private final ServerConversation conversation;
    private final FakeSession session;
    private final SessionVariables variables;

    Housekeeping(ServerConversation conversation) {
        this.conversation = conversation;
        this.session = conversation.session();
        this.variables = new SessionVariables(session, conversation.core().settings(), conversation.ends());
    }

    private static Pattern pattern(String regex) {
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    }

    /** Executes the statement and returns its reply; null if it needs a stub. */
    @Nullable
    Reply answer(String sql) {
        String normalised = SqlText.normalise(sql);
        Matcher kill = KILL.matcher(normalised);
        if (kill.matches()) {
            return kill(kill);
        }
        Reply reply = preview(normalised);
        if (reply != null) {
            changeSession(normalised);
        }
        return reply;
    }

    /** Returns the reply without executing the statement; null if it needs a stub. */
    @Nullable
    Reply preview(String sql) {
        String normalised = SqlText.normalise(sql);
        if (KILL.matcher(normalised).matches() || changesSession(normalised)) {
            return Replies.ok();
        }
        if (SHOW_WARNINGS.matcher(normalised).matches()) {
            return Replies.rows("Level VARCHAR(7), Code INT UNSIGNED, Message VARCHAR(512)");
        }
        if (BATCH_CHECK.matcher(normalised).matches()) {
            // an empty result: the client then sends each row alone, so that stubs match
            return Replies.rows("strict INT, transactional INT, code INT, triggers INT");
        }
        if (FORGET.matcher(normalised).matches()) {
            return Replies.rows("id BIGINT UNSIGNED").row(0);
        }
        return variables.select(normalised);
    }

    /** Applies the effect of a statement to the session, after a stub has answered it with success. */
    void follow(String sql) {
        String normalised = SqlText.normalise(sql);
        if (changesSession(normalised)) {
            changeSession(normalised);
        } else if (!session.isAutocommit()) {
            session.beginTransaction();
        }
    }

    private static boolean changesSession(String sql) {
        return BEGIN.matcher(sql).matches()
                || END.matcher(sql).matches()
                || SAVEPOINT.matcher(sql).matches()
                || USE.matcher(sql).matches()
                || SET.matcher(sql).matches();
    }

    private void changeSession(String sql) {
        Matcher end = END.matcher(sql);
        Matcher use = USE.matcher(sql);
        if (BEGIN.matcher(sql).matches()) {
            session.beginTransaction();
        } else if (SET.matcher(sql).matches()) {
            variables.set(sql);
        } else if (use.matches()) {
            session.database(use.group("name").replace("`", ""));
        } else if (end.matches() && !SAVEPOINT.matcher(sql).matches()) {
            session.endTransaction();
            if (end.group("chain") != null) {
                session.beginTransaction();
            }
        }
    }

    private String victim(Matcher kill) {
        String server = kill.group("server");
        return server == null
                ? kill.group("id")
                : server.equals(conversation.core().settings().uuid()) ? kill.group("guarded") : "0";
    }

    private Reply kill(Matcher kill) {
        String id = victim(kill);
        ServerConversation target =
                id.length() > 18 ? null : conversation.core().conversation(Long.parseLong(id));
        if (target == null) {
            return Replies.error(1094, "HY000", "Unknown thread id: " + id);
        }
        if ("QUERY".equalsIgnoreCase(kill.group("kind"))) {
            target.killQuery();
        } else {
            target.kill();
        }
        return Replies.ok();
    }
}
