package dev.mysqlasync.internal.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeZonesTest {

    @ParameterizedTest
    @CsvSource({
        "+02:00, +02:00",
        "+2:00, +02:00",
        "-13:59, -13:59",
        "+14:00, +14:00",
        "+00:00, Z",
        "-00:30, -00:30",
        "UTC, Z",
        "utc, Z",
        "Europe/Berlin, Europe/Berlin",
        "europe/berlin, Europe/Berlin"
    })
    void of_whatTheServerTakes_isJavasZone(String timeZone, String zone) {
        assertThat(TimeZones.of(timeZone)).isEqualTo(ZoneId.of(zone));
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {"SYSTEM", "system", "Nowhere/Else", "+99:00"})
    void of_whatSaysNothing_isNull(String timeZone) {
        assertThat(TimeZones.of(timeZone)).isNull();
    }

    @Test
    void withTimeZone_aChange_isWhatHoldsFromThenOn() {
        ValueContext context = ValueContext.DEFAULT.withTimeZone("+02:00");

        assertThat(context.zone()).isEqualTo(ZoneId.of("+02:00"));
        assertThat(context.withTimeZone("SYSTEM").zone()).isNull();
    }
}
