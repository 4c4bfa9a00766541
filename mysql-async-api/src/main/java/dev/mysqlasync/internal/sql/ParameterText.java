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
 * A statement cut at the places of its parameters, which are either {@code ?} or {@code :name}. Immutable.
 *
 * <p>A {@link Collection} as an argument stands for its elements with commas in between, so that {@code IN (?)} takes a
 * list; a collection of collections stands for row constructors, as in {@code (a, b) IN (?)}. The arguments of named
 * places are one {@link Map}.
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
     * The statement and arguments as a server can take them. Without collections and names the text is given back as it is,
     * unseen: the server counts the arguments then.
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
     * The statement with {@code ?} in the places of its names, and the values.
     *
     * @throws IllegalArgumentException as {@link #expand}; also if the statement has no names
     */
    public static BoundText bindNames(String sql, SqlModes modes, Map<String, ? extends @Nullable Object> values) {
        ParameterText text = of(sql, modes);
        return text.filled(text.named(values));
    }

    /**
     * Finds the places in a statement.
     *
     * @throws IllegalArgumentException if it has both kinds of them
     */
    public static ParameterText of(String sql, SqlModes modes) {
        PlaceFinder found = new PlaceFinder(sql, modes).find();
        if (!found.names().isEmpty() && found.names().size() != found.count()) {
            throw new IllegalArgumentException("the statement has both ? and " + listed(found.names())
                    + " as parameters; use named parameters only, or ? only");
        }
        return new ParameterText(sql, modes, found);
    }

    /** How many {@code ?} a statement has; -1 where that is not certain, or there are named places. */
    static int certainPlaces(String sql, SqlModes modes) {
        PlaceFinder found = new PlaceFinder(sql, modes).find();
        return found.names().isEmpty() && found.doubt() == null ? found.count() : -1;
    }

    /** Whether one of the places takes literals and no parameters. */
    static boolean takesLiteralsAlone(String sql, SqlModes modes) {
        return new PlaceFinder(sql, modes)
                .find().literals().stream().anyMatch(place -> place.kind() == LiteralPlace.Kind.TEXT);
    }

    /** How many places the statement has; a name counts as often as it stands there. */
    public int places() {
        return texts.size() - 1;
    }

    /** The names of the places in their order, repetitions included; empty for a statement with {@code ?}. */
    public List<String> names() {
        return names;
    }

    /**
     * The statement with as many {@code ?} as there are values, and the values.
     *
     * @param arguments one for each {@code ?}; for named places one {@link Map} from each name to its value
     * @throws IllegalArgumentException if arguments are missing or left over, and for collections that are empty, of
     *     unequal rows, or nested too deep
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

    /** The text before a place. */
    String textBefore(int place) {
        return texts.get(place);
    }

    /** The text behind a place. */
    String textBehind(int place) {
        return texts.get(place + 1);
    }

    /** The text behind all places. */
    String last() {
        return texts.get(places());
    }

    /** How the session reads the statement. */
    SqlModes modes() {
        return modes;
    }

    /** What a place asks of a literal. */
    LiteralPlace literal(int place) {
        return literals.get(place);
    }

    /** Why it is not certain that each place is code, {@code null} if it is. */
    @Nullable
    String doubt() {
        return doubt;
    }

    /** One value for each place. */
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

    /** The statement with a {@code ?} in each place, for values without collections. */
    public String positional() {
        return String.join("?", texts);
    }

    /**
     * The values of named places in the order of the places.
     *
     * @throws IllegalArgumentException if a name has no value, or a value's name no place
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
