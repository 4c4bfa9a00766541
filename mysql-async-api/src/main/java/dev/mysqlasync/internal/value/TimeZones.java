package dev.mysqlasync.internal.value;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Converts MySQL's {@code time_zone} to a Java time zone. */
final class TimeZones {

    private static final Pattern OFFSET = Pattern.compile("([+-])([0-9]{1,2}):([0-9]{2})");

    private TimeZones() {}

    /**
     * The time zone with this name, in any case, or with this offset. {@code null} for no name, for SYSTEM, whose zone
     * is not known, and for a name that Java does not know.
     */
    static @Nullable ZoneId of(@Nullable String timeZone) {
        if (timeZone == null || timeZone.isEmpty() || timeZone.equalsIgnoreCase("SYSTEM")) {
            return null;
        }
        if (timeZone.equalsIgnoreCase("UTC")) {
            return ZoneOffset.UTC;
        }
        Matcher offset = OFFSET.matcher(timeZone);
        try {
            return offset.matches() ? offset(offset) : ZoneId.of(timeZone);
        } catch (DateTimeException e) {
            return anyCase(timeZone);
        }
    }

    private static ZoneId offset(Matcher offset) {
        int sign = offset.group(1).equals("-") ? -1 : 1;
        return ZoneOffset.ofHoursMinutes(
                sign * Integer.parseInt(offset.group(2)), sign * Integer.parseInt(offset.group(3)));
    }

    private static @Nullable ZoneId anyCase(String timeZone) {
        String wanted = timeZone.toLowerCase(Locale.ROOT);
        return ZoneId.getAvailableZoneIds().stream()
                .filter(id -> id.toLowerCase(Locale.ROOT).equals(wanted))
                .map(ZoneId::of)
                .findFirst()
                .orElse(null);
    }
}
