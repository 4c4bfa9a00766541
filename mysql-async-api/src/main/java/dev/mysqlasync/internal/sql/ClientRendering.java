package dev.mysqlasync.internal.sql;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts arguments into the text of a statement, as literals that cannot be anything else: not in another
 * {@code sql_mode}, not together with the text around them.
 */
public final class ClientRendering {

    private final StringBuilder rendered;

    private ClientRendering(int length) {
        rendered = new StringBuilder(length);
    }

    /**
     * The statement with a literal in each place; without arguments the statement as it is.
     *
     * @param arguments as for {@link ParameterText#expand}, of the classes of {@link Literals}
     * @throws IllegalArgumentException if arguments are missing or left over, if one has no literal, or if it is not
     *     certain that a place is code on every server
     */
    public static String render(String sql, SqlModes modes, @Nullable Object... arguments) {
        if (arguments.length == 0) {
            return sql;
        }
        ParameterText text = ParameterText.of(sql, modes);
        return render(text, text.values(arguments));
    }

    /** As {@link #render(String, SqlModes, Object...)}, with one value for each place. */
    public static String render(ParameterText text, List<@Nullable Object> values) {
        if (values.size() != text.places()) {
            throw new IllegalArgumentException(values.size() + " values for " + text.places() + " places");
        }
        if (text.doubt() != null) {
            throw new IllegalArgumentException("a value cannot be put where a parameter is: " + text.doubt());
        }
        ClientRendering rendering = new ClientRendering(text.length() + 16 * values.size());
        for (int i = 0; i < values.size(); i++) {
            rendering.place(text.textBefore(i), values.get(i), text.textBehind(i));
        }
        return rendering.rendered.append(text.last()).toString();
    }

    private void place(String before, @Nullable Object argument, String behind) {
        rendered.append(before);
        ValueList.write(rendered, argument, value -> literal(Literals.of(value), behind));
        if (joins(first(behind))) {
            rendered.append(' ');
        }
    }

    /**
     * Strings side by side are one string, and two minus signs may begin a comment: parentheses keep them apart, where a
     * blank would not.
     */
    private void literal(String literal, String behind) {
        char last = rendered.length() == 0 ? ' ' : rendered.charAt(rendered.length() - 1);
        if (joins(last)) {
            rendered.append(' ');
        }
        boolean fuses = (last == '-' && literal.startsWith("-")) || isQuote(first(behind.stripLeading()));
        if (fuses) {
            rendered.append('(').append(literal).append(')');
        } else {
            rendered.append(literal);
        }
    }

    /** Whether a literal beside this character would be read together with it. */
    private static boolean joins(char c) {
        return SqlScanner.isWordCharacter(c) || isQuote(c) || c == '`' || c == '@' || c == '.';
    }

    private static boolean isQuote(char c) {
        return c == '\'' || c == '"';
    }

    private static char first(String text) {
        return text.isEmpty() ? ' ' : text.charAt(0);
    }
}
