package dev.mysqlasync.internal.options;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Options that are given together, in the order of their declaration; each can be found by its name in a URL. */
public final class OptionRegistry {

    private static final String FIRST_VERSION = "0.1.0";

    private final List<Option<?>> options = new ArrayList<>();
    private final Map<String, Option<?>> byWrittenName = new LinkedHashMap<>();
    private int indexes;

    OptionSection section(String title) {
        return new OptionSection(this, title, FIRST_VERSION, null, null);
    }

    int nextIndex() {
        return indexes++;
    }

    <O extends Option<?>> O add(O option) {
        options.add(option);
        String name = option.writtenName();
        if (name != null) {
            int dot = name.indexOf('.');
            byWrittenName.put(dot < 0 ? name : name.substring(0, dot + 1), option);
        }
        return option;
    }

    /** All options, in order. */
    public List<Option<?>> options() {
        return Collections.unmodifiableList(options);
    }

    /** Every option at its default. */
    public OptionValues defaults() {
        @Nullable Object[] values = new @Nullable Object[indexes];
        for (Option<?> option : options) {
            if (option.index() >= 0) {
                values[option.index()] = option.byDefault();
            }
        }
        return new OptionValues(this, values);
    }

    /**
     * The option that is given by a name.
     *
     * @throws IllegalArgumentException if there is none; the message tells the nearest name, or what takes its place
     */
    Option<?> named(String name) {
        int dot = name.indexOf('.');
        boolean isMember = dot > 0 && dot < name.length() - 1;
        Option<?> option = byWrittenName.get(isMember ? name.substring(0, dot + 1) : name);
        if (option == null || name.endsWith(".")) {
            throw new IllegalArgumentException("unknown option '" + shortened(name) + "'" + hint(name));
        }
        return option;
    }

    private static String shortened(String name) {
        return name.length() <= 40 ? name : name.substring(0, 40) + "…";
    }

    private String hint(String name) {
        String counterpart = ForeignNames.counterpart(name);
        if (counterpart != null) {
            return "; here it is " + counterpart;
        }
        String nearest = nearest(name.toLowerCase(Locale.ROOT));
        return nearest == null ? "" : "; the nearest known one is '" + nearest + "'";
    }

    /** The known name with the fewest different characters; {@code null} where half of them or more differ. */
    private @Nullable String nearest(String name) {
        String best = null;
        int least = Math.max(3, name.length() / 2);
        for (String known : byWrittenName.keySet()) {
            int distance = distance(name, known.toLowerCase(Locale.ROOT));
            if (distance < least) {
                least = distance;
                best = known.endsWith(".") ? known + "name" : known;
            }
        }
        return best;
    }

    /** Levenshtein's edit distance, of the first characters only: no name is that long. */
    private static int distance(String from, String to) {
        int length = Math.min(from.length(), 64);
        int[] row = new int[to.length() + 1];
        Arrays.setAll(row, i -> i);
        for (int i = 1; i <= length; i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int change = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.length()];
    }
}
