package dev.mysqlasync.internal.sql;

import java.util.Locale;
import java.util.Set;

/**
 * Tells texts that end or begin a transaction by their own words, wherever in the text a server may run them. What a procedure or
 * a statement prepared before does cannot be seen in a text.
 */
final class TransactionText {

    /** Verbs of MariaDB's blocks, in which a statement begins behind other words than a semicolon, too. */
    private static final Set<String> OF_BLOCKS =
            Set.of("begin", "declare", "if", "case", "loop", "while", "repeat", "for");

    /** What stands behind a BEGIN that is no block. */
    private static final Set<String> BEHIND_BEGIN = Set.of("", ";", "work");

    /** Verbs of statements that neither begin a transaction nor end one. */
    private static final Set<String> WITHIN = Set.of("""
        select insert update delete replace with values table do show explain describe desc set use help load handler
        rollback savepoint release signal resignal get kill prepare deallocate checksum\
        """.strip().split("\\s+"));

    /** What stands behind SET and LOAD where these commit implicitly. */
    private static final Set<String> COMMITTING = Set.of("password", "default", "role", "index");

    private TransactionText() {}

    /**
     * Whether it has a COMMIT, of XA or not, as a statement: also behind other statements, in an executable comment, in a block, and
     * in a string where the text executes strings. It may say yes for no reason only of the last two, and where servers differ in where
     * an executable comment ends.
     */
    static boolean commits(String sql, SqlModes modes) {
        return WordSearch.has(sql, "commit") && hasVerb(sql, modes, Set.of("commit"), Set.of("commit"));
    }

    /** Whether it has START TRANSACTION, BEGIN, XA START or {@code AND CHAIN} as {@link #commits} has COMMIT. */
    static boolean begins(String sql, SqlModes modes) {
        boolean chains = WordSearch.has(sql, "chain") && hasVerb(sql, modes, Set.of("commit", "rollback"), Set.of());
        return chains
                || ((WordSearch.has(sql, "start") || WordSearch.has(sql, "begin"))
                        && hasVerb(sql, modes, Set.of("start", "begin"), Set.of("start", "begin")));
    }

    /** Whether it may begin or end a transaction; only verbs that are known not to are believed. */
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

    /** Whether it begins a transaction, or sets autocommit, either of which commits what is open. */
    static boolean commitsBefore(String sql, SqlModes modes) {
        return begins(sql, modes)
                || (WordSearch.has(sql, "autocommit") && hasVerb(sql, modes, Set.of("set"), Set.of()));
    }

    /** Whether it begins with ROLLBACK, of XA or not, or with XA END, without which an XA transaction cannot be rolled back. */
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

    /** START begins statements on replication and plugins, too. */
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
