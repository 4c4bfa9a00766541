package dev.mysqlasync.internal.sql;

import java.util.Locale;
import java.util.Set;

/**
 * Recognises statements that provably leave no session state behind. What the server reports, and what it says about
 * its last statement, does not count. Such a statement reads and writes tables, or begins or ends a transaction. It
 * names no variable and calls only functions that are known to keep nothing.
 *
 * <p>It may return false without need. The text does not show what a trigger, a view or a default value does.
 */
final class TracelessText {

    private static final Set<String> BEGINNINGS = Set.of(
            "select",
            "insert",
            "update",
            "delete",
            "replace",
            "with",
            "values",
            "table", // rows
            "start",
            "begin",
            "commit",
            "rollback",
            "savepoint",
            "release"); // transactions

    /**
     * Words with which even a statement on rows leaves session state, including those of sequences under
     * sql_mode=ORACLE.
     */
    private static final Set<String> TRACES =
            Set.of("sql_calc_found_rows", "next", "previous", "nextval", "currval", "procedure");

    /** Words that may stand before a parenthesis: keywords, and functions without side effects. */
    private static final Set<String> HARMLESS = Set.of("""
        all and any as between by case distinct else exists from having if in index intersect interval into join
        key like not on or over partition select set some then union using value values when where window xor
        abs adddate addtime aes_decrypt aes_encrypt ascii avg bin bit_and bit_count bit_or bit_xor cast ceil
        ceiling char char_length character_length coalesce concat concat_ws connection_id convert convert_tz
        cos count crc32 curdate current_date current_timestamp current_user curtime database date date_add
        date_format date_sub datediff day dayname dayofmonth dayofweek dayofyear degrees dense_rank elt exp
        extract field find_in_set first_value floor format from_base64 from_days from_unixtime greatest
        group_concat hex hour ifnull inet6_aton inet6_ntoa inet_aton inet_ntoa instr isnull json_array
        json_arrayagg json_contains json_contains_path json_extract json_insert json_keys json_length
        json_merge_patch json_object json_objectagg json_overlaps json_quote json_remove json_replace
        json_search json_set json_table json_type json_unquote json_valid json_value lag last_day last_value
        lcase lead least left length ln locate log log10 log2 lower lpad ltrim make_set makedate maketime
        max md5 microsecond mid min minute mod month monthname now nth_value ntile nullif octet_length ord
        percent_rank period_add period_diff pi position pow power quarter quote radians rand rank
        regexp_instr regexp_like regexp_replace regexp_substr repeat reverse right round row row_number rpad
        rtrim schema sec_to_time second sha1 sha2 sign sin sleep space sqrt st_asbinary st_astext
        st_contains st_distance st_distance_sphere st_geomfromtext st_geomfromwkb st_intersects st_srid
        st_within st_x st_y std stddev str_to_date strcmp subdate substr substring substring_index subtime
        sum sysdate tan time time_format time_to_sec timediff timestamp timestampadd timestampdiff to_base64
        to_days to_seconds trim truncate ucase unhex unix_timestamp upper user utc_date utc_time
        utc_timestamp uuid uuid_short uuid_to_bin bin_to_uuid var_pop var_samp variance version week weekday
        weekofyear year yearweek
        """.strip().split("\\s+"));

    private final SqlScanner scanner;
    private String name = ""; // the word before the token, where it may be called
    private boolean dotted; // a dot is before the token
    private boolean qualified; // that name has a schema before it
    private boolean afterInto;
    private boolean target; // that name is what INSERT INTO or REPLACE INTO names

    private TracelessText(SqlScanner scanner) {
        this.scanner = scanner;
    }

    /**
     * Whether the text shows that the statement leaves no session state behind.
     *
     * @param modes how the session reads the text
     */
    static boolean is(String sql, SqlModes modes) {
        return new TracelessText(new SqlScanner(sql, modes)).isTraceless();
    }

    /** Whether the text has several statements, of which one before the last may leave session state behind. */
    static boolean mayLeaveSomethingWithin(String sql, SqlModes modes) {
        SqlScanner scanner = new SqlScanner(sql, modes);
        int from = 0;
        boolean leaves = false;
        for (SqlToken token = scanner.nextCode(); token != SqlToken.END; token = scanner.nextCode()) {
            if (leaves) {
                return true;
            }
            if (scanner.is(";")) {
                leaves = !is(sql.substring(from, scanner.start()), modes);
                from = scanner.end();
            }
        }
        return scanner.hasHiddenCommentEnd();
    }

    private boolean isTraceless() {
        if (scanner.nextCode() != SqlToken.WORD || !BEGINNINGS.contains(lowerCase())) {
            return false;
        }
        for (SqlToken token = scanner.nextCode(); token != SqlToken.END; token = scanner.nextCode()) {
            if (scanner.is(";")) {
                return scanner.nextCode() == SqlToken.END;
            }
            if (!leavesNothing(token)) {
                return false;
            }
        }
        return true;
    }

    /** Returns whether the token changes nothing. */
    private boolean leavesNothing(SqlToken token) {
        return switch (token) {
            case WORD -> word();
            case IDENTIFIER -> named(scanner.text());
            case VARIABLE, EXECUTABLE_START -> false;
            case OPERATOR -> operator();
            default -> named("");
        };
    }

    private boolean word() {
        String word = lowerCase();
        if (TRACES.contains(word)) {
            return false;
        }
        named(word);
        afterInto = word.equals("into");
        return true;
    }

    private boolean named(String word) {
        target = afterInto || (dotted && target);
        afterInto = false;
        qualified = dotted;
        dotted = false;
        name = word;
        return true;
    }

    private boolean operator() {
        if (scanner.is(".")) {
            dotted = true;
            return true;
        }
        boolean calls = scanner.is("(") && !name.isEmpty() && !target;
        if (scanner.is("@") || scanner.is(":=") || (calls && (qualified || !HARMLESS.contains(name)))) {
            return false;
        }
        dotted = false;
        return named("");
    }

    private String lowerCase() {
        return scanner.text().toLowerCase(Locale.ROOT);
    }
}
