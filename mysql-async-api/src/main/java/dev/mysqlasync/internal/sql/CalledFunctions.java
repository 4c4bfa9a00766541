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
