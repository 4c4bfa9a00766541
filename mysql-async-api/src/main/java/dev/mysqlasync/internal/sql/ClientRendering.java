package dev.mysqlasync.internal.sql;

import dev.mysqlasync.internal.sql.LiteralPlace.Kind;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Renders arguments into a statement as literals. A literal is always read as the value: under every {@code sql_mode},
 * and together with the text around it.
 */
public final class ClientRendering {

    private final ParameterText text;
    private final StringBuilder rendered;

    private ClientRendering(ParameterText text, int values) {
        this.text = text;
        this.rendered = new StringBuilder(text.length() + 16 * values);
    }

    /**
     * The statement with a literal for each parameter; without arguments, the statement itself.
     *
     * @param arguments as for {@link ParameterText#expand}, of the types of {@link Literals}
     * @throws IllegalArgumentException if the number of arguments is wrong; if an argument has no literal; if some
     *     server would not read a parameter as one; or if a literal would not mean what the parameter means
     */
    public static String render(String sql, SqlModes modes, @Nullable Object... arguments) {
        if (arguments.length == 0) {
            return sql;
        }
        ParameterText text = ParameterText.of(sql, modes);
        return render(text, text.values(arguments));
    }

    /** As {@link #render(String, SqlModes, Object...)}, with one value for each parameter. */
    public static String render(ParameterText text, List<@Nullable Object> values) {
        if (values.size() != text.places()) {
            throw new IllegalArgumentException(
                    "the statement has " + text.places() + " parameters, but " + values.size() + " values were given");
        }
        for (int i = 0; i < text.places(); i++) {
            require(i, text.doubt(), text.literal(i).refusal());
        }
        ClientRendering rendering = new ClientRendering(text, values.size());
        for (int i = 0; i < values.size(); i++) {
            rendering.place(i, values.get(i));
        }
        return rendering.rendered.append(text.last()).toString();
    }

    private static void require(int place, @Nullable String doubt, @Nullable String refusal) {
        String why = doubt == null ? refusal : doubt;
        if (why != null) {
            throw new IllegalArgumentException(
                    "value " + (place + 1) + " cannot be rendered as a literal in the place of its parameter: " + why);
        }
    }

    private void place(int index, @Nullable Object argument) {
        LiteralPlace place = text.literal(index);
        rendered.append(text.textBefore(index));
        ValueList.write(rendered, argument, value -> literal(value, place, index));
        char behind = first(text.textBehind(index));
        if (joins(behind) || behind == '\'' || behind == '"') {
            rendered.append(' ');
        }
    }

    /**
     * Adjacent strings form one string. Two minus signs can start a comment, and a minus binds less tightly than some
     * following operators. Parentheses separate them; a space would not.
     */
    private void literal(@Nullable Object value, LiteralPlace place, int index) {
        require(index, null, refusal(value, place.kind()));
        String literal = literal(value, place.kind());
        char last = rendered.length() == 0 ? ' ' : rendered.charAt(rendered.length() - 1);
        boolean fuses = place.apart() || (literal.startsWith("-") && (last == '-' || !place.closed()));
        if (joins(last)) {
            rendered.append(' ');
        }
        if (fuses && place.kind() != Kind.TEXT) {
            rendered.append('(').append(literal).append(')');
        } else {
            rendered.append(literal);
        }
    }

    private String literal(@Nullable Object value, Kind kind) {
        if (value != null && kind == Kind.TEXT && (value instanceof CharSequence || value instanceof Character)) {
            return StringLiteral.plain(value.toString(), text.modes().noBackslashEscapes());
        }
        return Literals.of(value);
    }

    private static @Nullable String refusal(@Nullable Object value, Kind kind) {
        return switch (kind) {
            case COUNT -> isCount(value) ? null : "LIMIT, OFFSET and the like take an integer of zero or more there";
            case SORT_KEY ->
                value instanceof Number || value instanceof Boolean ? "a number there is a column's position" : null;
            default -> null;
        };
    }

    private static boolean isCount(@Nullable Object value) {
        return (value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte)
                        && ((Number) value).longValue() >= 0
                || (value instanceof BigInteger number && number.signum() >= 0);
    }

    /** Whether a literal next to this character would be read together with it. */
    private static boolean joins(char c) {
        return SqlScanner.isWordCharacter(c) || c == '`' || c == '.';
    }

    private static char first(String text) {
        return text.isEmpty() ? ' ' : text.charAt(0);
    }
}
