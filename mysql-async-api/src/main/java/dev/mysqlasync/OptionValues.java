package dev.mysqlasync;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How the values of options are written as text. */
final class OptionValues {

    private static final Pattern DURATION = Pattern.compile("([0-9]{1,12})(ms|s|m)");
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,12})(KiB|MiB|GiB)?");

    private OptionValues() {}

    static boolean bool(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw illegal(text, "true or false");
        };
    }

    static int number(String text) {
        if (!text.matches("[0-9]{1,9}")) {
            throw illegal(text, "a number");
        }
        return Integer.parseInt(text);
    }

    static Duration duration(String text) {
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

    /** In bytes. */
    static long size(String text) {
        Matcher matcher = SIZE.matcher(text);
        if (!matcher.matches()) {
            throw illegal(text, "a size in bytes, or such as 64KiB, 64MiB or 1GiB");
        }
        int shift = matcher.group(2) == null
                ? 0
                : 10 * (1 + List.of("KiB", "MiB", "GiB").indexOf(matcher.group(2)));
        return Math.multiplyExact(Long.parseLong(matcher.group(1)), 1L << shift);
    }

    static Set<String> names(String text) {
        return new LinkedHashSet<>(List.of(text.split(",")));
    }

    static Autocommit autocommit(String text) {
        return switch (text) {
            case "true" -> Autocommit.ON;
            case "false" -> Autocommit.OFF;
            default -> constant(Autocommit.class, text);
        };
    }

    static <E extends Enum<E>> E constant(Class<E> type, String text) {
        for (E constant : type.getEnumConstants()) {
            if (spelling(constant).equals(text)) {
                return constant;
            }
        }
        throw illegal(
                text,
                "one of "
                        + Stream.of(type.getEnumConstants())
                                .map(OptionValues::spelling)
                                .collect(Collectors.joining(", ")));
    }

    /** The name in small letters with hyphens, such as {@code verify-ca}. */
    static String spelling(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static IllegalArgumentException illegal(String text, String expected) {
        return new IllegalArgumentException("'" + text + "' is not " + expected);
    }
}
