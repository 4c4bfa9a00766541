package dev.mysqlasync.internal.sql;

import java.util.ArrayList;
import java.util.List;

/**
 * What an expression may do beside having a value.
 *
 * @param names what stands before a parenthesis, stored functions among it
 * @param assigns whether it assigns a user variable
 */
public record CalledFunctions(List<String> names, boolean assigns) {

    /** Looks at text that is known to be the same in every {@code sql_mode}. */
    static CalledFunctions of(String sql) {
        SqlScanner scanner = new SqlScanner(sql, SqlModes.DEFAULT);
        List<String> names = new ArrayList<>();
        boolean assigns = false;
        String name = null;
        for (SqlToken token = scanner.nextCode(); token != SqlToken.END; token = scanner.nextCode()) {
            if (name != null && scanner.is("(")) {
                names.add(name);
            }
            assigns |= scanner.is(":=");
            name = token == SqlToken.WORD || token == SqlToken.IDENTIFIER
                    ? scanner.text().replace("`", "")
                    : null;
        }
        return new CalledFunctions(names, assigns);
    }
}
