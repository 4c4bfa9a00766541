package dev.mysqlasync.internal.options;

import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An option that is a part of another one's value, and can be given by itself. */
final class OptionPart<W, T extends @Nullable Object> extends Option<T> {

    private final Option<W> whole;
    private final Function<W, T> getter;
    private final BiFunction<W, T, W> setter;

    OptionPart(
            OptionSection section,
            String name,
            OptionKind<T> kind,
            Option<W> whole,
            Function<W, T> getter,
            BiFunction<W, T, W> setter,
            String description) {
        super(section, name, kind, getter.apply(whole.byDefault()), description, -1);
        this.whole = whole;
        this.getter = getter;
        this.setter = setter;
    }

    @Override
    T of(OptionValues values) {
        return getter.apply(whole.of(values));
    }

    @Override
    void put(OptionValues values, @Nullable T value) {
        whole.put(values, setter.apply(whole.of(values), checked(value)));
    }
}
