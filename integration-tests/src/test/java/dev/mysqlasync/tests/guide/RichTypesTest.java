package dev.mysqlasync.tests.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mysqlasync.Codec;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlOptions;
import dev.mysqlasync.Row;
import dev.mysqlasync.geometry.Geometry;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.YearMonth;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RichTypesTest extends GuideScene {

    // guide
    /** A month as a number such as 202402. */
    static final class YearMonthCodec implements Codec<YearMonth> {

        @Override
        public Class<YearMonth> type() {
            return YearMonth.class;
        }

        @Override
        public Integer encode(YearMonth month) {
            return month.getYear() * 100 + month.getMonthValue();
        }

        @Override
        public @Nullable YearMonth decode(Row row, int index) {
            return row.isNull(index) ? null : YearMonth.of(row.getInt(index) / 100, row.getInt(index) % 100);
        }
    }

    // end

    @Test
    void codec_goesBothWays() {
        // guide
        MySqlOptions withMonths =
                options.toBuilder().codec(new YearMonthCodec()).build();
        CompletableFuture<@Nullable YearMonth> month = MySqlConnection.connect(withMonths)
                .thenCompose(connection -> connection
                        .query("SELECT ? AS m", YearMonth.of(2024, 2))
                        .thenCompose(rows -> connection
                                .close()
                                .thenApply(closed -> rows.get(0).get("m", YearMonth.class))));
        // end

        assertThat(await(month)).isEqualTo(YearMonth.of(2024, 2));
    }

    @Test
    void uuidsAndAddresses_asTextAndBytes() throws UnknownHostException {
        await(connection.execute("CREATE TEMPORARY TABLE host (id CHAR(36), address VARBINARY(16))"));

        // guide
        UUID id = UUID.fromString("123e4567-e89b-12d3-a456-426655440000");
        InetAddress address = InetAddress.getByName("2001:db8::1");
        CompletableFuture<Boolean> same = connection
                .execute("INSERT INTO host VALUES (?, INET6_ATON(?))", id, address)
                .thenCompose(inserted -> connection.query("SELECT id, address FROM host"))
                .thenApply(rows -> rows.get(0))
                .thenApply(row -> id.equals(row.getUuid("id")) && address.equals(row.getInetAddress("address")));
        // end

        assertThat(await(same)).isTrue();
    }

    @Test
    void geometry_goesBothWays() {
        await(connection.execute("CREATE TEMPORARY TABLE place (position GEOMETRY)"));

        // guide
        Geometry.Point here = new Geometry.Point(16.37, 48.21);
        CompletableFuture<@Nullable Geometry> read = connection
                .execute("INSERT INTO place VALUES (?)", here)
                .thenCompose(inserted -> connection.query("SELECT position FROM place"))
                .thenApply(rows -> rows.get(0).getGeometry("position"));
        // end

        assertThat(await(read)).isEqualTo(here).hasToString("POINT(16.37 48.21)");
    }

    @Test
    void vector_goesBothWays() {
        assumeTrue(server.hasVectors());
        await(connection.execute("CREATE TABLE embedding (v VECTOR(3))"));

        // guide
        CompletableFuture<float @Nullable []> read = connection
                .execute("INSERT INTO embedding VALUES (?)", new float[] {0.5f, -1, 2})
                .thenCompose(inserted -> connection.query("SELECT v FROM embedding"))
                .thenApply(rows -> rows.get(0).getVector("v"));
        // end

        assertThat(await(read)).containsExactly(0.5f, -1, 2);
    }
}
