package dev.mysqlasync.internal.options;

import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A section of the reference page, in which options are declared.
 *
 * @param since the first version with these options
 * @param writtenName the next option's name in a URL; {@code null} where it is that of the builder's method
 * @param defaultText the next option's default as documentation writes it; {@code null} where it is the value as text
 */
@SuppressWarnings("exports") // @Nullable is for tools; users compile without JSpecify
public record OptionSection(
        OptionRegistry registry,
        String title,
        String since,
        @Nullable String writtenName,
        @Nullable String defaultText) {

    OptionSection written(String name) {
        return new OptionSection(registry, title, since, name, defaultText);
    }

    OptionSection defaulting(String text) {
        return new OptionSection(registry, title, since, writtenName, text);
    }

    /** Declares an option. */
    <T extends @Nullable Object> Option<T> option(
            String name, OptionKind<T> kind, @Nullable T byDefault, String description) {
        return registry.add(new Option<>(this, name, kind, byDefault, description, registry.nextIndex()));
    }

    /** Declares a part of another option. */
    <W, T extends @Nullable Object> Option<T> part(
            Option<W> whole,
            String name,
            OptionKind<T> kind,
            Function<W, T> getter,
            BiFunction<W, T, W> setter,
            String description) {
        return registry.add(new OptionPart<>(this, name, kind, whole, getter, setter, description));
    }
}
