package dev.mysqlasync.internal.sql;

import java.util.Locale;
import java.util.Set;

/**
 * Recognises texts that explicitly begin or end a transaction, wherever in the text a server may execute that. The text
 * does not show what a procedure or an earlier prepared statement does.
 */
final class TransactionText {

    /** Verbs of MariaDB's blocks, in which a statement can also follow other words than a semicolon. */
    private static final Set<String> OF_BLOCKS =
            Set.of("begin", "declare", "if", "case", "loop", "while", "repeat", "for");

    /** What follows a BEGIN that does not start a block. */
    private static final Set<String> BEHIND_BEGIN = Set.of("", ";", "work");

    /** Verbs of statements that neither begin nor end a transaction. */
    private static final Set<String> WITHIN = Set.of("""
        select insert update delete replace with values table do show explain describe desc set use help load handler
        rollback savepoint release signal resignal get kill prepare deallocate checksum\
        """.strip().split("\\s+"));

    /** The words after SET and LOAD that cause an implicit commit. */
    private static final Set<String> COMMITTING = Set.of("password", "default", "role", "index");

    private TransactionText() {}

    /**
     * Whether the text contains COMMIT or XA COMMIT as a statement: also after other statements, in an executable
     * comment, in a block, and in a string that it executes. It may return true without need for the last two, and if
     * servers disagree on the end of an executable comment.
     */
    static boolean commits(String sql, SqlModes modes) {
        return WordSearch.has(sql, "commit") && hasVerb(sql, modes, Set.of("commit"), Set.of("commit"));
    }

    /**
     * Whether the text contains START TRANSACTION, BEGIN, XA START or {@code AND CHAIN}, in the places of
     * {@link #commits}.
     */
    static boolean begins(String sql, SqlModes modes) {
        boolean chains = WordSearch.has(sql, "chain") && hasVerb(sql, modes, Set.of("commit", "rollback"), Set.of());
        return chains
                || ((WordSearch.has(sql, "start") || WordSearch.has(sql, "begin"))
                        && hasVerb(sql, modes, Set.of("start", "begin"), Set.of("start", "begin")));
    }

    /** Whether the text may begin or end a transaction. Only verbs that are known not to do so count as harmless. */
    static boolean mayBound(String sql, SqlModes modes) {
        SqlScanner scanner = new SqlScanner(sql, modes);
        StatementVerbs walk = new StatementVerbs(scanner);
        while (walk.next()) {
            String verb = scanner.text().toLowerCase(Locale.ROOT);
            String behind = behind(scanner);
            boolean within = WITHIN.contains(verb)
                    && !COMMITTING.contains(behind)
                    && !(verb.equals("rollback") && !isRollbackTo(scanner))
                    && !(verb.equals("set") && WordSearch.has(sql, "autocommit"));
            if (!within) {
                return true;
            }
        }
        return scanner.hasHiddenCommentEnd();
    }

    /** Whether the text begins a transaction or sets autocommit; both commit an open transaction. */
    static boolean commitsBefore(String sql, SqlModes modes) {
        return begins(sql, modes)
                || (WordSearch.has(sql, "autocommit") && hasVerb(sql, modes, Set.of("set"), Set.of()));
    }

    /** Whether the text starts with ROLLBACK or XA ROLLBACK, or with XA END, which must come before XA ROLLBACK. */
    static boolean rollsBack(String sql, SqlModes modes) {
        SqlScanner scanner = new SqlScanner(sql, modes);
        if (!new StatementVerbs(scanner).next()) {
            return false;
        }
        String behind = behind(scanner);
        return scanner.is("rollback")
                ? !isRollbackTo(scanner)
                : scanner.is("xa") && (behind.equals("rollback") || behind.equals("end"));
    }

    private static boolean isRollbackTo(SqlScanner atRollback) {
        SqlScanner ahead = atRollback.copy();
        ahead.nextCode();
        if (ahead.is("work")) {
            ahead.nextCode();
        }
        return ahead.is("to");
    }

    private static boolean hasVerb(String sql, SqlModes modes, Set<String> verbs, Set<String> behindXa) {
        SqlScanner scanner = new SqlScanner(sql, modes);
        StatementVerbs walk = new StatementVerbs(scanner);
        while (walk.next()) {
            String verb = scanner.text().toLowerCase(Locale.ROOT);
            String behind = behind(scanner);
            boolean isBlock = OF_BLOCKS.contains(verb) && !(verb.equals("begin") && BEHIND_BEGIN.contains(behind));
            boolean isXa = verb.equals("xa") && behindXa.contains(behind);
            if (isBlock || isXa || verb.equals("execute") || (verbs.contains(verb) && isOfTransaction(verb, behind))) {
                return true;
            }
        }
        return scanner.hasHiddenCommentEnd();
    }

    /** START also begins statements on replication and plugins. */
    private static boolean isOfTransaction(String verb, String behind) {
        return !verb.equals("start") || behind.equals("transaction");
    }

    private static String behind(SqlScanner scanner) {
        SqlScanner ahead = scanner.copy();
        SqlToken token = ahead.nextCode();
        while (token == SqlToken.EXECUTABLE_START || token == SqlToken.EXECUTABLE_END) {
            token = ahead.nextCode();
        }
        return ahead.text().toLowerCase(Locale.ROOT);
    }
}
