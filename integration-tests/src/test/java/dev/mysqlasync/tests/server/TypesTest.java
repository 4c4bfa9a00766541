package dev.mysqlasync.tests.server;

import static dev.mysqlasync.tests.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.Row;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Values on their way to the server and back, in both forms of rows, against what the server itself says they are. */
class TypesTest extends ServerScene {

    private MySqlConnection connection;

    @BeforeEach
    void open() {
        connection = connect(options -> options.timeZone("+00:00"));
    }

    @ParameterizedTest
    @MethodSource("dev.mysqlasync.tests.server.Sample#all")
    void parameter_value_isStoredAsItIs(Sample sample) {
        createColumn(sample);

        await(connection.execute("INSERT INTO samples VALUES (?)", sample.value()));

        assertThat(text(connection, "SELECT " + sample.shownBy("v") + " FROM samples"))
                .isEqualTo(sample.shown());
    }

    @ParameterizedTest
    @MethodSource("dev.mysqlasync.tests.server.Sample#all")
    void getObject_value_isTheSameInBothForms(Sample sample) {
        createColumn(sample);
        await(connection.execute("INSERT INTO samples VALUES (" + sample.literal() + ")"));

        for (StatementForm form : StatementForm.values()) {
            Row row = row(connection, form.sql("v FROM samples"), form.arguments());
            assertThat(row.getObject("v")).as(form.name()).isEqualTo(sample.value());
        }
    }

    @ParameterizedTest
    @MethodSource("dev.mysqlasync.tests.server.Sample#all")
    void getObject_null_isNull(Sample sample) {
        createColumn(sample);
        await(connection.execute("INSERT INTO samples VALUES (?)", (Object) null));

        for (StatementForm form : StatementForm.values()) {
            Row row = row(connection, form.sql("v FROM samples"), form.arguments());
            assertThat(row.isNull("v")).isTrue();
            assertThat(row.getObject("v")).isNull();
        }
    }

    private void createColumn(Sample sample) {
        await(connection.execute(
                "CREATE TEMPORARY TABLE samples (v " + sample.type() + " NULL DEFAULT NULL) CHARACTER SET utf8mb4"));
    }

    // --- other Java types, as parameters ---------------------------------------------------------------------------

    @Test
    void parameter_otherJavaTypes_areSentAsWhatTheyMean() {
        assertThat(sent((byte) -7)).isEqualTo("-7");
        assertThat(sent((short) -700)).isEqualTo("-700");
        assertThat(sent(true)).isEqualTo("1");
        assertThat(sent('é')).isEqualTo("é");
        assertThat(sent(new StringBuilder("built"))).isEqualTo("built");
        assertThat(sent(ByteBuffer.wrap(new byte[] {'b', 'u', 'f'}))).isEqualTo("buf");
        assertThat(sent(new BigInteger("123456789012345678901234567890"))).isEqualTo("123456789012345678901234567890");
        assertThat(sent(new BigDecimal("1E+5"))).isEqualTo("100000");
        assertThat(text(connection, "SELECT CAST(CAST(? AS TIME(6)) AS CHAR)", LocalTime.of(23, 59, 58, 1_000)))
                .isEqualTo("23:59:58.000001");
    }

    private String sent(Object value) {
        return String.valueOf(text(connection, "SELECT CAST(? AS CHAR)", value));
    }

    // --- typed getters ---------------------------------------------------------------------------------------------

    @ParameterizedTest
    @EnumSource
    void getters_numbers_convert(StatementForm form) {
        await(connection.execute("CREATE TEMPORARY TABLE n (i INT, d DECIMAL(10,3), f DOUBLE, s VARCHAR(9))"));
        await(connection.execute("INSERT INTO n VALUES (42, 42.000, 42, '42')"));

        Row row = row(connection, form.sql("i, d, f, s FROM n"), form.arguments());

        for (int i = 0; i < 4; i++) {
            assertThat(row.getByte(i)).isEqualTo((byte) 42);
            assertThat(row.getShort(i)).isEqualTo((short) 42);
            assertThat(row.getInt(i)).isEqualTo(42);
            assertThat(row.getLong(i)).isEqualTo(42L);
            assertThat(row.getFloat(i)).isEqualTo(42f);
            assertThat(row.getDouble(i)).isEqualTo(42d);
            assertThat(row.getBigDecimal(i)).isEqualByComparingTo("42");
            assertThat(row.getBigInteger(i)).isEqualTo(BigInteger.valueOf(42));
        }
        assertThat(row.getString("i")).isEqualTo("42");
        assertThat(row.getString("d")).isEqualTo("42.000");
        assertThat(row.getString("s")).isEqualTo("42");
    }

    @ParameterizedTest
    @EnumSource
    void getters_temporals_convert(StatementForm form) {
        await(connection.execute("CREATE TEMPORARY TABLE t (d DATE, dt DATETIME(6), t TIME(6), ts TIMESTAMP)"));
        await(connection.execute(
                "INSERT INTO t VALUES ('2024-02-29', '2024-02-29 01:02:03.000004', '23:59:59.5', '2024-02-29"
                        + " 12:00:00')"));

        Row row = row(connection, form.sql("d, dt, t, ts FROM t"), form.arguments());

        assertThat(row.getLocalDate("d")).isEqualTo(LocalDate.of(2024, 2, 29));
        assertThat(row.getLocalDateTime("dt")).isEqualTo(LocalDateTime.of(2024, 2, 29, 1, 2, 3, 4_000));
        assertThat(row.getLocalTime("t")).isEqualTo(LocalTime.of(23, 59, 59, 500_000_000));
        assertThat(row.getDuration("t")).isEqualTo(Duration.ofSeconds(86_399, 500_000_000));
        assertThat(row.getLocalDateTime("ts")).isEqualTo(LocalDateTime.of(2024, 2, 29, 12, 0));
        assertThat(row.getString("dt")).isEqualTo("2024-02-29 01:02:03.000004");
        assertThat(row.getString("t")).isEqualTo("23:59:59.500000");
    }

    @ParameterizedTest
    @EnumSource
    void getters_bits_convert(StatementForm form) {
        await(connection.execute("CREATE TEMPORARY TABLE b (flag BIT(1), mask BIT(10), yes BOOLEAN)"));
        await(connection.execute("INSERT INTO b VALUES (b'1', b'1000000001', FALSE)"));

        Row row = row(connection, form.sql("flag, mask, yes FROM b"), form.arguments());

        assertThat(row.getBoolean("flag")).isTrue();
        assertThat(row.getLong("mask")).isEqualTo(513);
        assertThat(row.getBoolean("yes")).isFalse();
    }
}
