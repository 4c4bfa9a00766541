package dev.mysqlasync.internal.options;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One option. What treats all options alike takes what it needs from here: checks, names and text, copies, {@code toString}, and
 * the reference page.
 */
@SuppressWarnings("exports") // @Nullable is for tools; users compile without JSpecify
public class Option<T extends @Nullable Object> {

    private static final String NONE = "none";

    private final OptionSection section;
    private final String name;
    private final OptionKind<T> kind;
    private final @Nullable T byDefault;
    private final String description;
    private final int index;

    Option(
            OptionSection section,
            String name,
            OptionKind<T> kind,
            @Nullable T byDefault,
            String description,
            int index) {
        this.section = section;
        this.name = name;
        this.kind = kind;
        this.byDefault = byDefault;
        this.description = description;
        this.index = index;
    }

    /** The builder's method, which messages call the option by. */
    public final String name() {
        return name;
    }

    /** The name in a URL; {@code null} for an object, which has no text. */
    public final @Nullable String writtenName() {
        if (kind.parser() == null) {
            return null;
        }
        return section.writtenName() == null ? name : section.writtenName();
    }

    /** What it does, in a sentence. */
    public final String description() {
        return description;
    }

    public final OptionSection section() {
        return section;
    }

    public final OptionKind<T> kind() {
        return kind;
    }

    /** The default as documentation writes it. */
    public final String defaultText() {
        if (section.defaultText() != null) {
            return section.defaultText();
        }
        String text = byDefault == null ? "" : kind.writer().apply(byDefault);
        return text.isEmpty() ? NONE : text;
    }

    final @Nullable T byDefault() {
        return byDefault;
    }

    /** Its place among the values; negative where it is a part of another option. */
    final int index() {
        return index;
    }

    /** The value. */
    @SuppressWarnings({"unchecked", "NullAway"}) // put() stored a T, which may be nullable
    T of(OptionValues values) {
        return (T) values.at(index);
    }

    void put(OptionValues values, @Nullable T value) {
        values.put(index, value);
    }

    /** Whether the text {@code none} stands for no value: where the option has one unless it says so. */
    final boolean hasWordForNone() {
        return kind.isOptional() && byDefault != null;
    }

    /** Sets a value that is given as text. */
    final void putText(OptionValues values, String writtenName, String text) {
        if (hasWordForNone() && text.equals(NONE)) {
            put(values, null);
            return;
        }
        OptionKind.Parser<T> parser = Objects.requireNonNull(kind.parser(), name);
        T added = parser.parse(writtenName, text);
        T before = of(values);
        put(values, before == null ? added : kind.join().apply(before, added));
    }

    /**
     * Checks a value, and gives the one to use.
     *
     * @throws IllegalArgumentException if it is not allowed; the message names the option
     * @throws NullPointerException if there is none, and must be one
     */
    @SuppressWarnings("NullAway") // T may be nullable
    public final T checked(@Nullable T value) {
        if (kind.isOptional() && value == null) {
            return value;
        }
        return kind.rule().check(name, Objects.requireNonNull(value, name));
    }
}
