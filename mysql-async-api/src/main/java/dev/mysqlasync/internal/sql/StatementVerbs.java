package dev.mysqlasync.internal.sql;

/**
 * Visits the verbs of a text of one or more statements. A verb is a word with which a server may see a statement start:
 * the first word, and the first word after a semicolon or after {@code SET STATEMENT … FOR}. If an executable comment
 * stands there, its first word and the first word after it are both verbs, because some servers skip the comment.
 */
final class StatementVerbs {

    private enum Place {
        /** A statement starts here. Exits: BEHIND_SET, BODY. */
        VERB,
        /** After the verb SET. Exits: SETTINGS, BODY. */
        BEHIND_SET,
        /** After SET STATEMENT. Exit: VERB, after FOR. */
        SETTINGS,
        /** In a statement. Exit: VERB, after a semicolon. */
        BODY
    }

    private final SqlScanner scanner;
    private Place place = Place.VERB;
    private boolean skippable; // the executable comment around the token stands where a statement begins

    StatementVerbs(SqlScanner scanner) {
        this.scanner = scanner;
    }

    /** Whether a statement of the text is a CALL. */
    static boolean hasCall(String sql, SqlModes modes) {
        SqlScanner scanner = new SqlScanner(sql, modes);
        StatementVerbs verbs = new StatementVerbs(scanner);
        while (verbs.next()) {
            if (scanner.is("CALL")) {
                return true;
            }
        }
        return scanner.hasHiddenCommentEnd() && WordSearch.has(sql, "call");
    }

    /** Moves to the next verb, which is then the scanner's token. Returns false at the end of the text. */
    boolean next() {
        for (SqlToken token = scanner.nextCode(); token != SqlToken.END; token = scanner.nextCode()) {
            if (isVerb(token)) {
                return true;
            }
        }
        return false;
    }

    private boolean isVerb(SqlToken token) {
        if (token == SqlToken.EXECUTABLE_START) {
            skippable = place == Place.VERB;
        } else if (token == SqlToken.EXECUTABLE_END) {
            place = skippable ? Place.VERB : place;
            skippable = false;
        } else if (scanner.is(";")) {
            place = Place.VERB;
        } else if (place == Place.VERB && !scanner.is("(")) {
            place = scanner.is("SET") ? Place.BEHIND_SET : Place.BODY;
            return token == SqlToken.WORD;
        } else if (place == Place.BEHIND_SET) {
            place = scanner.is("STATEMENT") ? Place.SETTINGS : Place.BODY;
        } else if (place == Place.SETTINGS && scanner.is("FOR")) {
            place = Place.VERB;
        }
        return false;
    }
}
