package dev.mysqlasync.internal.sql;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A statement split at its parameters, which are all {@code ?} or all {@code :name}. Immutable.
 *
 * <p>A {@link Collection} as an argument stands for its elements separated by commas, so that {@code IN (?)} accepts a
 * list. A collection of collections stands for row constructors, as in {@code (a, b) IN (?)}. The arguments of named
 * parameters are one {@link Map}.
 */
public final class ParameterText {

    private final String sql;
    private final List<String> texts;
    private final List<String> names;
    private final Set<String> distinctNames;
    private final List<LiteralPlace> literals;
    private final SqlModes modes;
    private final @Nullable String doubt;

    private ParameterText(String sql, SqlModes modes, PlaceFinder found) {
        this.sql = sql;
        this.modes = modes;
        this.texts = List.copyOf(found.texts());
        this.names = List.copyOf(found.names());
        this.distinctNames = Set.copyOf(found.names());
        this.literals = List.copyOf(found.literals());
        this.doubt = found.doubt();
    }

    /**
     * The statement and arguments as a server accepts them. Without collections and names, the text is returned without
     * being read; the server then counts the arguments.
     *
     * @throws IllegalArgumentException as {@link #expand}
     */
    public static BoundText bind(String sql, SqlModes modes, @Nullable Object... arguments) {
        for (Object argument : arguments) {
            if (argument instanceof Collection || argument instanceof Map) {
                return of(sql, modes).expand(arguments);
            }
        }
        return new BoundText(sql, arguments);
    }

    /**
     * The statement with {@code ?} in place of its names, and the values.
     *
     * @throws IllegalArgumentException as {@link #expand}; also if the statement has no named parameters
     */
    public static BoundText bindNames(String sql, SqlModes modes, Map<String, ? extends @Nullable Object> values) {
        ParameterText text = of(sql, modes);
        return text.filled(text.named(values));
    }

    /**
     * Finds the parameters of a statement.
     *
     * @throws IllegalArgumentException if it has positional and named parameters
     */
    public static ParameterText of(String sql, SqlModes modes) {
        PlaceFinder found = new PlaceFinder(sql, modes).find();
        if (!found.names().isEmpty() && found.names().size() != found.count()) {
            throw new IllegalArgumentException("the statement has both ? and " + listed(found.names())
                    + " as parameters; use named parameters only, or ? only");
        }
        return new ParameterText(sql, modes, found);
    }

    /** The number of {@code ?} in a statement; -1 if it is not certain, or if there are named parameters. */
    static int certainPlaces(String sql, SqlModes modes) {
        PlaceFinder found = new PlaceFinder(sql, modes).find();
        return found.names().isEmpty() && found.doubt() == null ? found.count() : -1;
    }

    /** Whether a parameter stands where the grammar accepts only literals. */
    static boolean takesLiteralsAlone(String sql, SqlModes modes) {
        return new PlaceFinder(sql, modes)
                .find().literals().stream().anyMatch(place -> place.kind() == LiteralPlace.Kind.TEXT);
    }

    /** The number of parameters; a name counts each time it occurs. */
    public int places() {
        return texts.size() - 1;
    }

    /** The names in order, with repetitions; empty for positional parameters. */
    public List<String> names() {
        return names;
    }

    /**
     * The statement with one {@code ?} for each value, and the values.
     *
     * @param arguments one for each {@code ?}; for named parameters, one {@link Map} from names to values
     * @throws IllegalArgumentException if the number of arguments is wrong, or a collection is empty, nested too
     *     deeply, or has rows of different sizes
     */
    public BoundText expand(@Nullable Object... arguments) {
        return filled(values(arguments));
    }

    private BoundText filled(List<@Nullable Object> values) {
        List<@Nullable Object> flat = new ArrayList<>(values.size());
        StringBuilder expanded = new StringBuilder(sql.length());
        for (int i = 0; i < places(); i++) {
            expanded.append(texts.get(i));
            ValueList.write(expanded, values.get(i), value -> {
                expanded.append('?');
                flat.add(value);
            });
        }
        return new BoundText(expanded.append(last()).toString(), flat.toArray());
    }

    /** The length of the statement's text. */
    int length() {
        return sql.length();
    }

    /** The text before a parameter. */
    String textBefore(int place) {
        return texts.get(place);
    }

    /** The text after a parameter. */
    String textBehind(int place) {
        return texts.get(place + 1);
    }

    /** The text after the last parameter. */
    String last() {
        return texts.get(places());
    }

    /** How the session reads the statement. */
    SqlModes modes() {
        return modes;
    }

    /** The requirements on a literal in place of a parameter. */
    LiteralPlace literal(int place) {
        return literals.get(place);
    }

    /** Why a parameter may not be one to the server; {@code null} if all are certain. */
    @Nullable
    String doubt() {
        return doubt;
    }

    /** One value for each parameter. */
    List<@Nullable Object> values(@Nullable Object... arguments) {
        if (!names.isEmpty()) {
            if (arguments.length == 1 && arguments[0] instanceof Map<?, ?> map) {
                return named(map);
            }
            throw new IllegalArgumentException("the statement has the named parameters " + listed(names)
                    + "; give their values with Statement.bind, or as one Map");
        }
        if (arguments.length != places()) {
            throw new IllegalArgumentException("the statement has " + counted(places(), "parameter") + ", but "
                    + counted(arguments.length, "argument") + (arguments.length == 1 ? " was given" : " were given"));
        }
        return Arrays.asList(arguments);
    }

    /** The statement with {@code ?} for each parameter, for values without collections. */
    public String positional() {
        return String.join("?", texts);
    }

    /**
     * The values of named parameters, in the order of the parameters.
     *
     * @throws IllegalArgumentException if a name has no value, or a value has no parameter
     */
    public List<@Nullable Object> named(Map<?, ?> map) {
        if (map.size() != distinctNames.size() || !distinctNames.stream().allMatch(map::containsKey)) {
            throw mismatch(map);
        }
        List<@Nullable Object> values = new ArrayList<>(names.size());
        names.forEach(name -> values.add(map.get(name)));
        return values;
    }

    private IllegalArgumentException mismatch(Map<?, ?> map) {
        Set<String> missing = new LinkedHashSet<>(names);
        missing.removeIf(map::containsKey);
        if (!missing.isEmpty()) {
            return new IllegalArgumentException("no value for " + listed(missing) + "; the statement has "
                    + listed(names) + ", and each of them needs a value (null for NULL)");
        }
        Set<String> unknown = new TreeSet<>();
        map.keySet().forEach(key -> unknown.add(String.valueOf(key)));
        names.forEach(unknown::remove);
        return new IllegalArgumentException("the statement has no " + listed(unknown) + ", "
                + (names.isEmpty() ? "nor any other named parameter" : "only " + listed(names))
                + "; a name inside quotes or a comment is not a parameter"
                + (names.isEmpty() && places() > 0 ? ". Give values for ? with Statement.of or Statement.add" : ""));
    }

    private static String listed(Collection<String> names) {
        return names.stream().distinct().map(name -> ":" + name).collect(Collectors.joining(", "));
    }

    private static String counted(int count, String what) {
        return count == 1 ? "1 " + what : count + " " + what + "s";
    }
}
