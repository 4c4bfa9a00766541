package dev.mysqlasync.internal.options;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The kinds of values that options have. */
final class Kinds {

    static final OptionKind<Boolean> BOOLEAN = OptionKind.of("`true` or `false`", Kinds::bool, String::valueOf);

    static final OptionKind<Path> FILE = OptionKind.of("a path", Path::of, Path::toString);

    private static final Pattern DURATION = Pattern.compile("([0-9]{1,12})(ms|s|m)");
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,12})(KiB|MiB|GiB)?");
    private static final List<String> SIZE_UNITS = List.of("", "KiB", "MiB", "GiB");

    private Kinds() {}

    static OptionKind<String> text(String values) {
        return OptionKind.of(values, Function.identity(), Function.identity());
    }

    /** PEM text, given itself or by its file. */
    static OptionKind<PemText> pem(String block) {
        return OptionKind.<PemText>of("the path of a PEM file", text -> PemText.in(Path.of(text)), pem -> "given")
                .checked((option, pem) -> pem.read(option, block));
    }

    static OptionKind<Integer> number(int from, int to) {
        String values = to == Integer.MAX_VALUE ? "a number from " + from : "a number, " + from + " to " + to;
        return OptionKind.of(values, Kinds::number, String::valueOf)
                .checked((option, value) -> (int) OptionRules.range(option, value, from, to));
    }

    /** A number of bytes. */
    static OptionKind<Long> size(long from, long to) {
        String values =
                to == Long.MAX_VALUE ? "a size from " + text(from) : "a size, " + text(from) + " to " + text(to);
        return OptionKind.of(values, Kinds::size, Kinds::text)
                .checked((option, value) -> OptionRules.range(option, value, from, to));
    }

    /** A number of bytes that an {@code int} can hold. */
    static OptionKind<Integer> intSize(int from, int to) {
        String values =
                to == Integer.MAX_VALUE ? "a size from " + text(from) : "a size, " + text(from) + " to " + text(to);
        return OptionKind.<Integer>of(values, text -> toInt(text), bytes -> text(bytes))
                .checked((option, value) -> (int) OptionRules.range(option, value, from, to));
    }

    static OptionKind<Duration> duration(Duration from, Duration to) {
        return OptionKind.of("a duration, " + text(from) + " to " + days(to), Kinds::duration, Kinds::text)
                .checked((option, value) -> OptionRules.duration(option, value, from, to));
    }

    /** An enum's constant. */
    static <E extends Enum<E>> OptionKind<E> constant(Class<E> type) {
        return constant(type, Map.of());
    }

    /** An enum's constant, which may also be written in other words. */
    static <E extends Enum<E>> OptionKind<E> constant(Class<E> type, Map<String, E> synonyms) {
        List<String> words = Stream.concat(
                        Stream.of(type.getEnumConstants()).map(Kinds::spelling),
                        new TreeSet<>(synonyms.keySet()).stream())
                .toList();
        return OptionKind.of(
                words.stream().map(word -> "`" + word + "`").collect(Collectors.joining(", ")),
                text -> parse(type, synonyms, words, text),
                Kinds::spelling);
    }

    /** Names with commas between, in their order. */
    static OptionKind<List<String>> names() {
        return OptionKind.of(
                "names with commas between", text -> List.of(text.split(",")), names -> String.join(",", names));
    }

    /** Names with commas between, each once. */
    static OptionKind<Set<String>> distinctNames() {
        return OptionKind.of(
                "names with commas between",
                text -> new LinkedHashSet<>(List.of(text.split(","))),
                names -> String.join(",", new TreeSet<>(names)));
    }

    /** SQL statements, of which logs show the number: they may hold secrets. */
    static OptionKind<List<String>> statements() {
        return OptionKind.<List<String>>of(
                        "a statement; may be given more than once",
                        List::of,
                        statements -> String.join("; ", statements))
                .shownAs(statements -> String.valueOf(statements.size()))
                .joined(Kinds::concat)
                .repeated();
    }

    private static List<String> concat(List<String> before, List<String> added) {
        List<String> all = new ArrayList<>(before);
        all.addAll(added);
        return List.copyOf(all);
    }

    private static boolean bool(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw illegal(text, "true or false");
        };
    }

    private static int number(String text) {
        if (!text.matches("[0-9]{1,9}")) {
            throw illegal(text, "a number");
        }
        return Integer.parseInt(text);
    }

    private static Duration duration(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw illegal(text, "a duration such as 500ms, 10s or 2m");
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            default -> Duration.ofMinutes(amount);
        };
    }

    /** As {@link #duration(String)} reads it; one that is not in whole milliseconds as Java writes it. */
    static String text(Duration duration) {
        if (!duration.equals(Duration.ofMillis(duration.toMillis()))) {
            return duration.toString();
        }
        if (duration.toMillisPart() != 0 || duration.isZero()) {
            return duration.toMillis() + "ms";
        }
        return duration.toSecondsPart() != 0 ? duration.toSeconds() + "s" : duration.toMinutes() + "m";
    }

    static String days(Duration duration) {
        return duration.toDays() == 1 ? "1 day" : duration.toDays() + " days";
    }

    private static long size(String text) {
        Matcher matcher = SIZE.matcher(text);
        if (!matcher.matches()) {
            throw illegal(text, "a size in bytes, or such as 64KiB, 64MiB or 1GiB");
        }
        int unit = matcher.group(2) == null ? 0 : SIZE_UNITS.indexOf(matcher.group(2));
        try {
            return Math.multiplyExact(Long.parseLong(matcher.group(1)), 1L << 10 * unit);
        } catch (ArithmeticException e) {
            throw illegal(text, "a size that can be counted in bytes");
        }
    }

    private static int toInt(String text) {
        long size = size(text);
        if (size > Integer.MAX_VALUE) {
            throw illegal(text, "less than 2GiB");
        }
        return (int) size;
    }

    /** As {@link #size(String)} reads it, in the largest unit that it has a whole number of. */
    static String text(long bytes) {
        int unit = bytes == 0 ? 0 : Math.min(SIZE_UNITS.size() - 1, Long.numberOfTrailingZeros(bytes) / 10);
        return (bytes >> 10 * unit) + SIZE_UNITS.get(unit);
    }

    private static <E extends Enum<E>> E parse(
            Class<E> type, Map<String, E> synonyms, List<String> words, String text) {
        String word = text.toLowerCase(Locale.ROOT).replace('_', '-');
        E synonym = synonyms.get(word);
        if (synonym != null) {
            return synonym;
        }
        for (E constant : type.getEnumConstants()) {
            if (spelling(constant).equals(word)) {
                return constant;
            }
        }
        throw illegal(text, "one of " + String.join(", ", words));
    }

    /** The name in small letters with hyphens, such as {@code verify-ca}. */
    static String spelling(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static IllegalArgumentException illegal(String text, String expected) {
        return new IllegalArgumentException("'" + text + "' is not " + expected);
    }
}
