package dev.mysqlasync.internal.value;

import static dev.mysqlasync.internal.value.TypedRow.codecs;
import static dev.mysqlasync.internal.value.TypedRow.zone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mysqlasync.Codec;
import dev.mysqlasync.Row;
import dev.mysqlasync.geometry.Geometry;
import dev.mysqlasync.protocol.QueryAttribute;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ParameterValuesTest {

    private enum Colour {
        RED {}
    }

    private static @Nullable Object encoded(Object value) {
        return ParameterValues.encode(value, zone("Europe/Berlin"));
    }

    @Test
    void encode_nothingToReplace_givesTheSameArray() {
        Object[] arguments = {1, "a", null, new byte[1], LocalDateTime.MIN, true, BigDecimal.ONE};

        assertThat(ParameterValues.encode(arguments, ValueContext.DEFAULT)).isSameAs(arguments);
    }

    @Test
    void encode_somethingToReplace_leavesTheGivenArray() {
        Object[] arguments = {1, Colour.RED, "a"};

        assertThat(ParameterValues.encode(arguments, ValueContext.DEFAULT)).containsExactly(1, "RED", "a");
        assertThat(arguments[1]).isEqualTo(Colour.RED);
    }

    @Test
    void encode_pointInTime_isTheLocalTimeOfTheSession() {
        LocalDateTime local = LocalDateTime.of(2024, 7, 1, 12, 0, 0, 1_000);

        assertThat(encoded(Instant.parse("2024-07-01T10:00:00.000001Z"))).isEqualTo(local);
        assertThat(encoded(OffsetDateTime.parse("2024-07-01T05:00:00.000001-05:00")))
                .isEqualTo(local);
        assertThat(encoded(ZonedDateTime.parse("2024-07-01T19:00:00.000001+09:00[Asia/Tokyo]")))
                .isEqualTo(local);
    }

    @Test
    void encode_pointInTimeInASessionOfUnknownZone_isRefused() {
        assertThatThrownBy(() -> ParameterValues.encode(new Object[] {Instant.EPOCH}, ValueContext.DEFAULT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("option timeZone");
    }

    @Test
    void encode_otherTypes_areSentInTheFormOfTheirColumns() throws UnknownHostException {
        UUID id = UUID.randomUUID();
        Geometry point = new Geometry.Point(1, 2);

        assertThat(encoded(Colour.RED)).isEqualTo("RED");
        assertThat(encoded(id)).isEqualTo(id.toString());
        assertThat(encoded(Year.of(2024))).isEqualTo((short) 2024);
        assertThat((byte[]) encoded(point)).isEqualTo(point.toBytes());
        assertThat(encoded(InetAddress.getByAddress("a.name", new byte[] {1, 2, 3, 4})))
                .isEqualTo("1.2.3.4");
        assertThat(encoded(AddressText.parse("::ffff:1.2.3.4"))).isEqualTo("0:0:0:0:0:ffff:102:304");
    }

    @Test
    void encode_optional_isItsValueOrNull() {
        assertThat(encoded(Optional.of(Colour.RED))).isEqualTo("RED");
        assertThat(ParameterValues.encode(new Object[] {Optional.empty()}, ValueContext.DEFAULT))
                .containsExactly((Object) null);
    }

    @Test
    void encode_map_isRefusedWithTheWayOut() {
        assertThatThrownBy(() -> encoded(Map.of("id", 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Statement.bind");
        assertThat(ParameterValues.encode(Map.of("id", 1), codecs(codec(Map.class, Object::toString))))
                .isEqualTo("{id=1}");
    }

    @Test
    void encode_yearThatNoColumnHolds_isRefused() {
        assertThatThrownBy(() -> encoded(Year.of(66_000))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void encode_typeWithACodec_isSentAsTheCodecSays() {
        ValueContext context = codecs(codec(StringBuilder.class, text -> "built " + text));

        assertThat(ParameterValues.encode(new StringBuilder("x"), context)).isEqualTo("built x");
        assertThat(ParameterValues.encode(Optional.of(new StringBuilder("x")), context))
                .isEqualTo("built x");
    }

    @Test
    void encode_subtypeOfATypeWithACodec_isSentByTheNearestCodec() {
        ValueContext context = codecs(
                codec(CharSequence.class, text -> "any " + text), codec(StringBuilder.class, text -> "built " + text));

        assertThat(ParameterValues.encode("x", context)).isEqualTo("any x");
        assertThat(ParameterValues.encode(new StringBuilder("x"), context)).isEqualTo("built x");
    }

    @Test
    void encode_codecThatGivesARicherType_isFollowedByItsForm() {
        assertThat(ParameterValues.encode("x", codecs(codec(String.class, text -> Colour.RED))))
                .isEqualTo("RED");
        assertThat(ParameterValues.encode("x", codecs(codec(String.class, text -> null))))
                .isNull();
    }

    @Test
    void encode_codecThatThrows_isTheCause() {
        ValueContext context = codecs(codec(String.class, text -> {
            throw new IllegalStateException("not today");
        }));

        assertThatThrownBy(() -> ParameterValues.encode("secret", context))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("java.lang.String")
                .hasMessageNotContaining("secret")
                .hasRootCauseMessage("not today");
    }

    private static <T> Codec<T> codec(Class<T> type, Function<T, @Nullable Object> encode) {
        return new Codec<>() {
            @Override
            public Class<T> type() {
                return type;
            }

            @Override
            public @Nullable Object encode(T value) {
                return encode.apply(value);
            }

            @Override
            public @Nullable T decode(Row row, int index) {
                return null;
            }
        };
    }

    @Test
    void encode_instantBeyondAllYears_isRefused() {
        assertThatThrownBy(() -> encoded(Instant.MAX)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void encode_attributes_areAsArguments() {
        UUID id = UUID.randomUUID();
        List<QueryAttribute> attributes = List.of(
                new QueryAttribute("a", id), new QueryAttribute("b", null), new QueryAttribute("c", Optional.of(1)));

        assertThat(ParameterValues.encode(attributes, ValueContext.DEFAULT))
                .extracting(QueryAttribute::value)
                .containsExactly(id.toString(), null, 1);
    }
}
