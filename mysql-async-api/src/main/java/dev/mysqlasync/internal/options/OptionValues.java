package dev.mysqlasync.internal.options;

import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** A value for each option of a registry. For one thread until it is no longer changed. */
@SuppressWarnings("exports") // @Nullable is for tools; users compile without JSpecify
public final class OptionValues {

    private final OptionRegistry registry;
    private final @Nullable Object[] values;

    OptionValues(OptionRegistry registry, @Nullable Object[] values) {
        this.registry = registry;
        this.values = values;
    }

    public OptionValues copy() {
        return new OptionValues(registry, values.clone());
    }

    @Nullable
    Object at(int index) {
        return values[index];
    }

    void put(int index, @Nullable Object value) {
        values[index] = value;
    }

    public <T extends @Nullable Object> T get(Option<T> option) {
        return option.of(this);
    }

    public <T extends @Nullable Object> void set(Option<T> option, @Nullable T value) {
        option.put(this, value);
    }

    /**
     * Sets an option by its name in a URL.
     *
     * @throws IllegalArgumentException if no option has the name, or the text is no value of it; the message names the option
     */
    public void set(String name, String text) {
        String known = ForeignNames.taken(name);
        Option<?> option = registry.named(known);
        try {
            option.putText(this, known, text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("option " + name + ": " + e.getMessage(), e);
        }
    }

    /** Sets each of these options, as {@link #set(String, String)} does. */
    public void setAll(Map<String, String> options) {
        options.forEach(this::set);
    }

    /** Sets each of these options and of their defaults, as {@link #set(String, String)} does. */
    public void setAll(Properties options) {
        for (String name : options.stringPropertyNames()) {
            set(name, options.getProperty(name));
        }
    }

    /** A copy in which each value is checked and in its normal form. */
    public OptionValues checked() {
        OptionValues checked = copy();
        registry.options().forEach(checked::check);
        return checked;
    }

    private <T extends @Nullable Object> void check(Option<T> option) {
        if (option.index() >= 0) {
            option.put(this, option.checked(option.of(this)));
        }
    }

    /** The options that are not at their default, with secrets masked. */
    @Override
    public String toString() {
        StringJoiner shown = new StringJoiner(", ");
        registry.options().forEach(option -> show(option, shown));
        return shown.toString();
    }

    private <T extends @Nullable Object> void show(Option<T> option, StringJoiner to) {
        if (option.index() < 0) {
            return;
        }
        T value = option.of(this);
        if (!Objects.equals(value, option.byDefault())) {
            to.add(option.name() + "="
                    + (value == null ? "none" : option.kind().shown().apply(value)));
        }
    }
}
