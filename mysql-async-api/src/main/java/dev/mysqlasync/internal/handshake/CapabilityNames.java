package dev.mysqlasync.internal.handshake;

import dev.mysqlasync.protocol.Capability;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The capability flags by the manual's names. */
public final class CapabilityNames {

    private static final Map<String, Long> FLAGS = flags();

    private CapabilityNames() {}

    public static Set<String> of(long capabilities) {
        Set<String> names = new TreeSet<>();
        FLAGS.forEach((name, flag) -> {
            if (Capability.has(capabilities, flag)) {
                names.add(name);
            }
        });
        return Collections.unmodifiableSet(names);
    }

    private static Map<String, Long> flags() {
        Map<String, Long> flags = new TreeMap<>();
        for (Field field : Capability.class.getFields()) {
            if (Modifier.isStatic(field.getModifiers()) && field.getType() == long.class) {
                flags.put(field.getName(), value(field));
            }
        }
        return flags;
    }

    private static long value(Field field) {
        try {
            return field.getLong(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e); // the class and its fields are public and exported
        }
    }
}
