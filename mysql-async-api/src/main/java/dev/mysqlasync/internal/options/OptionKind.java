package dev.mysqlasync.internal.options;

import java.util.function.BinaryOperator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the values of an option are: how they are written and read, what they must be, and what may be shown of them.
 *
 * @param values the values, as the reference page names them
 * @param parser reads a value from text; {@code null} for objects, which have no text
 * @param writer writes a value as the parser reads it
 * @param shown what logs may show of a value
 * @param rule what a value must be
 * @param join joins the value there is with the one that was read; most often the latter takes its place
 * @param isOptional whether there may be none
 * @param repeats whether a URL may give the option more than once
 */
@SuppressWarnings("exports") // @Nullable is for tools; users compile without JSpecify
public record OptionKind<T>(
        String values,
        @Nullable Parser<T> parser,
        Function<T, String> writer,
        Function<T, String> shown,
        Rule<T> rule,
        BinaryOperator<T> join,
        boolean isOptional,
        boolean repeats) {

    /** How values are read. */
    @FunctionalInterface
    public interface Parser<T> {

        /**
         * Reads a value from text.
         *
         * @param name the name that the option was given by
         * @throws IllegalArgumentException if the text is no such value
         */
        T parse(String name, String text);
    }

    /** Checks values. */
    @FunctionalInterface
    public interface Rule<T> {

        /**
         * Gives the value that is used: the one that was checked, or its normal form.
         *
         * @throws IllegalArgumentException if the value is not allowed; the message begins with the option's name
         */
        T check(String option, T value);
    }

    /** A kind whose values are written as text, shown in full and all allowed. */
    static <T> OptionKind<T> of(String values, Function<String, T> parser, Function<T, String> writer) {
        return new OptionKind<>(
                values,
                (name, text) -> parser.apply(text),
                writer,
                writer,
                (option, value) -> value,
                (before, added) -> added,
                false,
                false);
    }

    /** A kind of objects, which have no text. */
    static <T> OptionKind<T> object(String type) {
        Function<T, String> given = value -> "given";
        return new OptionKind<>(
                type, null, given, given, (option, value) -> value, (before, added) -> added, false, false);
    }

    OptionKind<T> checked(Rule<T> rule) {
        return new OptionKind<>(values, parser, writer, shown, rule, join, isOptional, repeats);
    }

    /** With a further rule. */
    OptionKind<T> also(Rule<T> further) {
        Rule<T> first = rule;
        return checked((option, value) -> further.check(option, first.check(option, value)));
    }

    OptionKind<T> shownAs(Function<T, String> shown) {
        return new OptionKind<>(values, parser, writer, shown, rule, join, isOptional, repeats);
    }

    OptionKind<T> parsed(Parser<T> parser) {
        return new OptionKind<>(values, parser, writer, shown, rule, join, isOptional, repeats);
    }

    OptionKind<T> joined(BinaryOperator<T> join) {
        return new OptionKind<>(values, parser, writer, shown, rule, join, isOptional, repeats);
    }

    OptionKind<T> repeated() {
        return new OptionKind<>(values, parser, writer, shown, rule, join, isOptional, true);
    }

    OptionKind<T> orNone() {
        return new OptionKind<>(values, parser, writer, shown, rule, join, true, repeats);
    }
}
