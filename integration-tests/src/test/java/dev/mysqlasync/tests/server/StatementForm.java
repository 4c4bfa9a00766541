package dev.mysqlasync.tests.server;

/** The two ways in which a SELECT can travel, with the same rows as the answer. */
enum StatementForm {
    /** COM_QUERY, answered by rows of text. */
    TEXT,
    /** COM_STMT_EXECUTE, answered by binary rows. */
    PREPARED;

    private static final Object[] NONE = {};
    private static final Object[] ONE = {1};

    /** {@code SELECT select} in this form, if a WHERE may stand behind it. */
    String sql(String select) {
        if (this == TEXT) {
            return "SELECT " + select;
        }
        // the condition always holds; it is its parameter that has the statement prepared
        return "SELECT " + select + (select.contains(" FROM ") ? "" : " FROM DUAL") + " WHERE ? = 1";
    }

    Object[] arguments() {
        return this == TEXT ? NONE : ONE;
    }
}
