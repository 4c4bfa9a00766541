package dev.mysqlasync.internal.sql;

import java.util.ArrayList;
import java.util.List;

/**
 * The side effects that an expression may have.
 *
 * @param names the words before a parenthesis, which include stored functions
 * @param assigns whether it assigns a user variable
 */
public record CalledFunctions(List<String> names, boolean assigns) {

    static CalledFunctions of(String sql, SqlModes modes) {
        SqlScanner scanner = new SqlScanner(sql, modes);
        List<String> names = new ArrayList<>();
        boolean assigns = false;
        String name = null;
        for (SqlToken token = scanner.nextCode(); token != SqlToken.END; token = scanner.nextCode()) {
            if (name != null && scanner.is("(")) {
                names.add(name);
            }
            assigns |= scanner.is(":=");
            name = token == SqlToken.WORD || token == SqlToken.IDENTIFIER ? scanner.name() : null;
        }
        return new CalledFunctions(names, assigns);
    }
}
