package dev.mysqlasync.internal.value;

import static dev.mysqlasync.internal.value.TypedRow.BINARY;
import static dev.mysqlasync.internal.value.TypedRow.UTF8MB4;
import static dev.mysqlasync.internal.value.TypedRow.codecs;
import static dev.mysqlasync.internal.value.TypedRow.column;
import static dev.mysqlasync.internal.value.TypedRow.zone;
import static dev.mysqlasync.protocol.ColumnType.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mysqlasync.Codec;
import dev.mysqlasync.MySqlDecodeException;
import dev.mysqlasync.Row;
import dev.mysqlasync.geometry.Geometry;
import dev.mysqlasync.protocol.ColumnDefinition41;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Year;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TypedReadsTest {

    private static final ColumnDefinition41 TEXT = column(MYSQL_TYPE_VAR_STRING, UTF8MB4);
    private static final ColumnDefinition41 BYTES = column(MYSQL_TYPE_BLOB, BINARY);
    private static final ColumnDefinition41 DATETIME = column(MYSQL_TYPE_DATETIME, BINARY);

    private enum Colour {
        RED,
        green,
        GREEN,
        Blue {}
    }

    private static Row text(String value) {
        return TypedRow.of(ValueContext.DEFAULT, TEXT, value);
    }

    @Test
    void get_numberTypes_readLikeTheirGetters() {
        Row row = text("42");

        assertThat(row.get(0, Byte.class)).isEqualTo((byte) 42);
        assertThat(row.get(0, short.class)).isEqualTo((short) 42);
        assertThat(row.get(0, Integer.class)).isEqualTo(42);
        assertThat(row.get("c", int.class)).isEqualTo(42);
        assertThat(row.get(0, Long.class)).isEqualTo(42L);
        assertThat(row.get(0, float.class)).isEqualTo(42f);
        assertThat(row.get(0, Double.class)).isEqualTo(42d);
        assertThat(row.get(0, Boolean.class)).isTrue();
        assertThat(row.get(0, BigDecimal.class)).isEqualTo("42");
        assertThat(row.get(0, BigInteger.class)).isEqualTo(42);
        assertThat(row.get(0, Year.class)).isEqualTo(Year.of(42));
        assertThat(row.get(0, String.class)).isEqualTo("42");
        assertThat(row.get(0, Object.class)).isEqualTo("42");
    }

    @Test
    void get_bytes_takesEveryFormOfBytes() throws IOException {
        Row row = TypedRow.of(ValueContext.DEFAULT, BYTES, new byte[] {1, 2, 3});

        assertThat(row.get(0, byte[].class)).containsExactly(1, 2, 3);
        assertThat(row.get(0, ByteBuffer.class)).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2, 3}));
        try (InputStream in = row.get(0, InputStream.class)) {
            assertThat(in.readAllBytes()).containsExactly(1, 2, 3);
        }
    }

    @Test
    void get_temporalTypes_readLikeTheirGetters() {
        LocalDateTime stored = LocalDateTime.of(2024, 7, 1, 12, 0);
        Row row = TypedRow.of(zone("Europe/Berlin"), DATETIME, stored);

        assertThat(row.get(0, LocalDateTime.class)).isEqualTo(stored);
        assertThat(row.get(0, ZonedDateTime.class))
                .isEqualTo(ZonedDateTime.parse("2024-07-01T12:00+02:00[Europe/Berlin]"));
        assertThat(text("2024-07-01").get(0, LocalDate.class)).isEqualTo("2024-07-01");
        assertThat(text("01:02:03").get(0, LocalTime.class)).isEqualTo("01:02:03");
    }

    @Test
    void get_null_isNullEvenForPrimitives() {
        Row row = TypedRow.of(ValueContext.DEFAULT, TEXT, null);

        for (Class<?> type : new Class<?>[] {
            int.class,
            Integer.class,
            boolean.class,
            char.class,
            String.class,
            ByteBuffer.class,
            InputStream.class,
            Year.class,
            UUID.class,
            Colour.class,
            ZonedDateTime.class,
            Geometry.Point.class
        }) {
            assertThat(row.get(0, type)).as(type.getName()).isNull();
        }
    }

    @Test
    void get_character_isExactlyOne() {
        assertThat(text("é").get(0, char.class)).isEqualTo('é');
        assertThatThrownBy(() -> text("").get(0, char.class)).isInstanceOf(MySqlDecodeException.class);
        assertThatThrownBy(() -> text("ab").get(0, Character.class)).isInstanceOf(MySqlDecodeException.class);
    }

    @Test
    void get_enum_isTheConstantOfThatNameOrTheOnlyOneIgnoringCase() {
        assertThat(text("RED").get(0, Colour.class)).isEqualTo(Colour.RED);
        assertThat(text("red").get(0, Colour.class)).isEqualTo(Colour.RED);
        assertThat(text("green").get(0, Colour.class)).isEqualTo(Colour.green);
        assertThat(text("GREEN").get(0, Colour.class)).isEqualTo(Colour.GREEN);
        assertThat(text("blue").get(0, Colour.class)).isEqualTo(Colour.Blue);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Green", "yellow", ""})
    void get_enumWithoutAConstantForIt_failsWithoutShowingIt(String label) {
        assertThatThrownBy(() -> text(label).get(0, Colour.class))
                .isInstanceOf(MySqlDecodeException.class)
                .hasMessageContaining("Colour")
                .hasMessageEndingWith("no enum constant has this name, or more than one has when case is ignored");
    }

    @Test
    void get_subtypeOfAnAddressOrGeometry_isCheckedForEachValue() {
        Row point = TypedRow.of(
                ValueContext.DEFAULT, column(MYSQL_TYPE_GEOMETRY, BINARY), new Geometry.Point(1, 2).toBytes());

        assertThat(point.get(0, Geometry.Point.class)).isEqualTo(new Geometry.Point(1, 2));
        assertThatThrownBy(() -> point.get(0, Geometry.Polygon.class))
                .hasMessageEndingWith("as Polygon: it is a Point");
        assertThat(text("1.2.3.4").get(0, Inet4Address.class)).hasToString("/1.2.3.4");
        assertThatThrownBy(() -> text("1.2.3.4").get(0, Inet6Address.class)).isInstanceOf(MySqlDecodeException.class);
    }

    @Test
    void get_typeThatIsNotKnown_namesTheWayOut() {
        assertThatThrownBy(() -> text("x").get(0, Thread.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("java.lang.Thread")
                .hasMessageContaining("register a Codec");
        assertThatThrownBy(() -> text("x").get(0, Optional.class)).isInstanceOf(IllegalArgumentException.class);
    }

    // --- codecs ----------------------------------------------------------------------------------------------------

    private record Money(BigDecimal amount) {}

    private static final class MoneyCodec implements Codec<Money> {
        @Override
        public Class<Money> type() {
            return Money.class;
        }

        @Override
        public Object encode(Money value) {
            return value.amount();
        }

        @Override
        public Money decode(Row row, int index) {
            BigDecimal amount = row.getBigDecimal(index);
            if (amount != null && amount.signum() < 0) {
                throw new IllegalStateException("no debts");
            }
            return amount == null ? null : new Money(amount);
        }
    }

    @Test
    void get_typeWithACodec_isReadByIt() {
        assertThat(TypedRow.of(codecs(new MoneyCodec()), TEXT, "1.50").get(0, Money.class))
                .isEqualTo(new Money(new BigDecimal("1.50")));
        assertThat(TypedRow.of(codecs(new MoneyCodec()), TEXT, null).get(0, Money.class))
                .isNull();
    }

    @Test
    void get_codecThatThrows_failsThatReadAndIsTheCause() {
        Row row = TypedRow.of(codecs(new MoneyCodec()), TEXT, "-1");

        assertThatThrownBy(() -> row.get(0, Money.class))
                .isInstanceOf(MySqlDecodeException.class)
                .hasMessageContaining("the codec failed")
                .hasRootCauseMessage("no debts");
        assertThat(row.getInt(0)).isEqualTo(-1);
    }

    @Test
    void get_codecThatReadsAWrongType_failsWithThatError() {
        Row row = TypedRow.of(codecs(new MoneyCodec()), TEXT, "x");

        assertThatThrownBy(() -> row.get(0, Money.class))
                .isInstanceOf(MySqlDecodeException.class)
                .hasMessageContaining("as BigDecimal");
    }
}
