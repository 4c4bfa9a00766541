package dev.mysqlasync.internal.value;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Finds enum constants by MySQL's labels: by the exact name, or else ignoring case if only one constant matches. */
final class EnumLabels {

    private static final ClassValue<EnumLabels> OF_TYPE = new ClassValue<>() {
        @Override
        protected EnumLabels computeValue(Class<?> type) {
            return new EnumLabels(type);
        }
    };

    private final Map<String, Object> exact = new HashMap<>();
    private final Map<String, @Nullable Object> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    private EnumLabels(Class<?> type) {
        for (Object constant : type.getEnumConstants()) {
            String name = ((Enum<?>) constant).name();
            exact.put(name, constant);
            anyCase.put(name, anyCase.containsKey(name) ? null : constant);
        }
    }

    /** The constant with this label; {@code null} if none, or more than one, matches. */
    static @Nullable Object constant(Class<?> type, String label) {
        EnumLabels labels = OF_TYPE.get(type);
        Object found = labels.exact.get(label);
        return found != null ? found : labels.anyCase.get(label);
    }
}
