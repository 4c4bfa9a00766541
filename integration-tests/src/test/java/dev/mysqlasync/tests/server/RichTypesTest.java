package dev.mysqlasync.tests.server;

import static dev.mysqlasync.tests.Await.await;
import static dev.mysqlasync.tests.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mysqlasync.Codec;
import dev.mysqlasync.Column;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlDecodeException;
import dev.mysqlasync.Row;
import dev.mysqlasync.RowMapper;
import dev.mysqlasync.ZeroDates;
import dev.mysqlasync.geometry.Geometry;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Java types that are more than a column's own, on their way to the server and back. */
class RichTypesTest extends ServerScene {

    // --- points in time --------------------------------------------------------------------------------------------

    private static final Instant MOMENT = Instant.parse("2024-02-29T22:59:59.000001Z");

    @ParameterizedTest
    @EnumSource
    void instant_zoneIsStated_isTheSameInEveryZone(StatementForm form) {
        MySqlConnection east = connect(options -> options.timeZone("+05:30"));
        String table = createTable(east, "ts TIMESTAMP(6) NULL, dt DATETIME(6)");
        await(east.execute("INSERT INTO " + table + " VALUES (?, ?)", MOMENT, MOMENT));
        await(east.commit());

        Row row = row(east, form.sql("ts, dt FROM " + table), form.arguments());

        assertThat(row.getInstant("ts")).isEqualTo(MOMENT);
        assertThat(row.getInstant("dt")).isEqualTo(MOMENT);
        assertThat(row.getOffsetDateTime("ts")).hasToString("2024-03-01T04:29:59.000001+05:30");
        assertThat(text(east, "SELECT CAST(UNIX_TIMESTAMP(ts) AS CHAR) FROM " + table))
                .isEqualTo("1709247599.000001");
        MySqlConnection west = connect(options -> options.timeZone("-08:00"));
        assertThat(row(west, form.sql("ts FROM " + table), form.arguments()).getInstant("ts"))
                .isEqualTo(MOMENT);
    }

    @Test
    void pointInTime_inAnyZoneOfItsOwn_isSentInTheSessions() {
        MySqlConnection connection = connect(options -> options.timeZone("+02:00"));
        String local = "2024-03-01 00:59:59.000001";

        assertThat(sent(connection, OffsetDateTime.parse("2024-02-29T17:59:59.000001-05:00")))
                .isEqualTo(local);
        assertThat(sent(connection, ZonedDateTime.parse("2024-03-01T07:59:59.000001+09:00[Asia/Tokyo]")))
                .isEqualTo(local);
        assertThat(sent(connection, MOMENT)).isEqualTo(local);
    }

    private static @Nullable String sent(MySqlConnection connection, Object value) {
        return text(connection, "SELECT CAST(CAST(? AS DATETIME(6)) AS CHAR)", value);
    }

    @Test
    void instant_zoneIsNotStated_failsAndTheConnectionStaysUsable() {
        MySqlConnection connection = connect();

        assertThat(failure(connection.query("SELECT ?", MOMENT), IllegalArgumentException.class))
                .hasMessageContaining("timeZone");
        Row row = row(connection, "SELECT CAST('2024-02-29 01:02:03' AS DATETIME) AS dt");
        assertThatThrownBy(() -> row.getInstant("dt"))
                .isInstanceOf(MySqlDecodeException.class)
                .hasMessageContaining("timeZone");
        assertUsable(connection);
    }

    @Test
    void instant_zoneIsSetLater_isReadAndSentInThatZone() {
        MySqlConnection connection = connect();
        Row before = row(connection, "SELECT CAST('2024-02-29 12:00:00' AS DATETIME) AS dt");
        await(connection.execute("SET time_zone = '+02:00'"));
        Row plusTwo = row(connection, "SELECT CAST('2024-02-29 12:00:00' AS DATETIME) AS dt");
        String sentPlusTwo = sent(connection, MOMENT);
        await(connection.execute("SET time_zone = '-02:00'"));

        assertThatThrownBy(() -> before.getInstant("dt")).isInstanceOf(MySqlDecodeException.class);
        assertThat(plusTwo.getInstant("dt")).isEqualTo("2024-02-29T10:00:00Z");
        assertThat(sentPlusTwo).isEqualTo("2024-03-01 00:59:59.000001");
        assertThat(sent(connection, MOMENT)).isEqualTo("2024-02-29 20:59:59.000001");
        await(connection.execute("SET time_zone = 'SYSTEM'"));
        assertThat(failure(connection.query("SELECT ?", MOMENT), IllegalArgumentException.class))
                .hasMessageContaining("timeZone");
    }

    // --- dates that are none ---------------------------------------------------------------------------------------

    @ParameterizedTest
    @EnumSource
    void impossibleDates_eachPolicy_concernThatReadAlone(StatementForm form) {
        for (ZeroDates policy : ZeroDates.values()) {
            MySqlConnection connection =
                    connect(options -> options.zeroDates(policy).sqlMode("ALLOW_INVALID_DATES"));
            await(connection.execute("CREATE TEMPORARY TABLE odd (a INT, d DATE, dt DATETIME(3), ts TIMESTAMP NULL)"));
            await(connection.execute("INSERT INTO odd VALUES (1, '0000-00-00', '0000-00-00', '0000-00-00 00:00:00'),"
                    + " (2, '2024-00-05', '2024-05-00 01:02:03.5', NULL),"
                    + " (3, '2024-02-31', '2023-02-29 00:00:00', NULL)"));

            for (Row row : await(connection.query(
                    form.sql("a, d, dt, ts, CAST(d AS CHAR) AS d_text," + " CAST(dt AS CHAR) AS dt_text FROM odd"),
                    form.arguments()))) {
                checkImpossible(policy, row, "d");
                checkImpossible(policy, row, "dt");
                assertThat(row.getInt("a")).isPositive();
            }
            assertUsable(connection);
        }
    }

    private static void checkImpossible(ZeroDates policy, Row row, String column) {
        String shown = row.getString(column + "_text");
        assertThat(row.getString(column)).isEqualTo(shown);
        switch (policy) {
            case ERROR -> assertThatThrownBy(() -> row.getObject(column)).isInstanceOf(MySqlDecodeException.class);
            case NULL -> assertThat(row.getObject(column)).isNull();
            case TEXT -> assertThat(row.getObject(column)).isEqualTo(shown);
        }
        if (policy == ZeroDates.NULL) {
            assertThat(row.getLocalDateTime(column)).isNull();
        } else {
            assertThatThrownBy(() -> row.getLocalDateTime(column)).isInstanceOf(MySqlDecodeException.class);
        }
    }

    // --- other types -----------------------------------------------------------------------------------------------

    private enum Colour {
        RED,
        GREEN
    }

    @ParameterizedTest
    @EnumSource
    void richerTypes_sentAndRead_areEqual(StatementForm form) throws UnknownHostException {
        MySqlConnection connection = connect();
        UUID id = UUID.fromString("123e4567-e89b-12d3-a456-426655440000");
        InetAddress address = InetAddress.getByName("2001:db8::1");
        Geometry line = new Geometry.LineString(0, List.of(new Geometry.Point(0, 0), new Geometry.Point(1, 2.5)));
        await(connection.execute("CREATE TEMPORARY TABLE rich (c ENUM('red', 'GREEN'), u CHAR(36), a VARCHAR(39),"
                + " g GEOMETRY, b VARBINARY(16), o INT, d TIME(6))"));
        await(connection.execute(
                "INSERT INTO rich VALUES (?, ?, ?, ?, ?, ?, ?)",
                Colour.RED,
                id,
                address,
                line,
                address.getAddress(),
                Optional.empty(),
                Duration.ofHours(-838).minusNanos(1_000)));

        Row row = row(connection, form.sql("c, u, a, g, b, o, d FROM rich"), form.arguments());

        assertThat(row.get("c", Colour.class)).isEqualTo(Colour.RED);
        assertThat(row.getUuid("u")).isEqualTo(id);
        assertThat(row.getInetAddress("a")).isEqualTo(address);
        assertThat(row.getInetAddress("b")).isEqualTo(address);
        assertThat(row.getGeometry("g")).isEqualTo(line);
        assertThat(row.getObject("o")).isNull();
        assertThat(row.getString("d")).isEqualTo("-838:00:00.000001");
    }

    @Test
    void columns_oneOfAPrimaryKey_saysSo() {
        MySqlConnection connection = connect();
        String table = createTable(connection, "id INT AUTO_INCREMENT PRIMARY KEY, v VARBINARY(3), w VARCHAR(3)");

        List<Column> columns =
                await(connection.query("SELECT id, v, w FROM " + table)).columns();

        assertThat(columns).extracting(Column::primaryKey).containsExactly(true, false, false);
        assertThat(columns).extracting(Column::autoIncrement).containsExactly(true, false, false);
        assertThat(columns)
                .extracting(Column::collation)
                .startsWith(63, 63)
                .last()
                .isNotEqualTo(63);
    }

    @Test
    void booleans_askedForByOptions_areWhatGetObjectGives() {
        MySqlConnection connection =
                connect(options -> options.tinyInt1AsBoolean(true).bit1AsBoolean(true));
        await(connection.execute("CREATE TEMPORARY TABLE flags (t BOOLEAN, b BIT(1), w TINYINT, m BIT(2))"));
        await(connection.execute("INSERT INTO flags VALUES (TRUE, b'0', 1, b'1')"));

        for (StatementForm form : StatementForm.values()) {
            assertThat(row(connection, form.sql("t, b, w, m FROM flags"), form.arguments())
                            .toList())
                    .usingRecursiveComparison()
                    .isEqualTo(Arrays.asList(true, false, 1, new byte[] {1}));
        }
    }

    // --- records and codecs ----------------------------------------------------------------------------------------

    private record Style(
            int id,
            String styleName,
            Optional<LocalDateTime> since,
            @Nullable Colour colour) {}

    @ParameterizedTest
    @EnumSource
    void records_ofRows_areMade(StatementForm form) {
        MySqlConnection connection = connect();
        await(connection.execute("CREATE TEMPORARY TABLE styles (id INT, style_name VARCHAR(20), since DATETIME,"
                + " colour ENUM('RED', 'GREEN'))"));
        await(connection.execute("INSERT INTO styles VALUES (1, 'heavy metal', NULL, 'GREEN'),"
                + " (2, 'jazz', '1917-01-01 00:00:00', NULL)"));

        List<Style> styles = await(connection.query(
                form.sql("id, style_name, since, colour FROM styles"), RowMapper.of(Style.class), form.arguments()));

        assertThat(styles)
                .containsExactlyInAnyOrder(
                        new Style(1, "heavy metal", Optional.empty(), Colour.GREEN),
                        new Style(2, "jazz", Optional.of(LocalDateTime.of(1917, 1, 1, 0, 0)), null));
        assertThat(failure(
                        connection.query(
                                "SELECT NULL AS id, 1 AS style_name, NULL AS since, NULL AS colour",
                                RowMapper.of(Style.class)),
                        MySqlDecodeException.class))
                .hasMessageContaining("component id");
        assertUsable(connection);
    }

    private record Tags(List<String> all) {}

    /** As text with commas between; the tag "bad" is refused in both directions. */
    private static final class TagsCodec implements Codec<Tags> {
        @Override
        public Class<Tags> type() {
            return Tags.class;
        }

        @Override
        public String encode(Tags tags) {
            return checked(String.join(",", tags.all()));
        }

        @Override
        public @Nullable Tags decode(Row row, int index) {
            String text = row.getString(index);
            return text == null ? null : new Tags(List.of(checked(text).split(",")));
        }

        private static String checked(String text) {
            if (text.contains("bad")) {
                throw new IllegalStateException("no such tags");
            }
            return text;
        }
    }

    private record Tagged(Tags tags) {}

    @ParameterizedTest
    @EnumSource
    void codec_registered_isUsedInBothDirections(StatementForm form) {
        MySqlConnection connection = connect(options -> options.codec(new TagsCodec()));
        await(connection.execute("CREATE TEMPORARY TABLE tagged (tags VARCHAR(50))"));
        Tags tags = new Tags(List.of("a", "b"));
        await(connection.execute("INSERT INTO tagged VALUES (?)", tags));

        assertThat(text(connection, "SELECT tags FROM tagged")).isEqualTo("a,b");
        assertThat(await(connection.query(form.sql("tags FROM tagged"), RowMapper.of(Tagged.class), form.arguments())))
                .containsExactly(new Tagged(tags));
    }

    @Test
    void codec_thatThrows_failsThatReadOrThatStatementAlone() {
        MySqlConnection connection = connect(options -> options.codec(new TagsCodec()));

        Row row = row(connection, "SELECT 'bad' AS a, 'good' AS b");
        assertThatThrownBy(() -> row.get("a", Tags.class))
                .isInstanceOf(MySqlDecodeException.class)
                .hasRootCauseMessage("no such tags");
        assertThat(row.get("b", Tags.class)).isEqualTo(new Tags(List.of("good")));
        assertThat(failure(connection.query("SELECT ?", new Tags(List.of("bad"))), IllegalArgumentException.class))
                .hasRootCauseMessage("no such tags");
        assertUsable(connection);
    }
}
