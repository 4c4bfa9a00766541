package dev.mysqlasync.tests.server;

import static dev.mysqlasync.tests.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.Row;
import dev.mysqlasync.RowMapper;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What reading a large result costs in memory beyond what the caller asks for. */
class AllocationTest extends ServerScene {

    private static final Logger LOG = LoggerFactory.getLogger(AllocationTest.class);
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int ROWS = 100_000;
    private static final int WARM_UP = 3;

    /** Until the code is compiled, more is allocated; when that is, depends on what else the machine does. */
    private static final int MOST_RUNS = 20;

    /** Beside the reading, the list of what the mapper returns grows: with its copies about 14 bytes a row. */
    private static final int BYTES_PER_ROW = 24;

    private static final String COLUMNS =
            "t TINYINT, s SMALLINT UNSIGNED, i INT, l BIGINT, u INT UNSIGNED, f FLOAT, d DOUBLE, p DECIMAL(12,2), "
                    + "y YEAR, n VARCHAR(12)";
    private static final String VALUES =
            "SELECT k % 100, k % 65000, -k, k * 1000000000, k, k / 4, k / 8, k / 100, 2024, k";

    @ParameterizedTest
    @EnumSource
    void query_100000RowsOfTenColumns_allocateNextToNothing(StatementForm form) {
        MySqlConnection connection = connect(options -> options.autocommit(true));
        fill(connection);
        String sql = form.sql("t, s, i, l, u, f, d, p, y, n FROM numbers");
        List<Long> rows = await(connection.query(sql, new Reading(), form.arguments()));
        Reading reading;
        int runs = 0;
        do {
            reading = new Reading();
            assertThat(await(connection.query(sql, reading, form.arguments()))).hasSameSizeAs(rows);
            runs++;
        } while (runs < WARM_UP || runs < MOST_RUNS && reading.bytesPerRow() >= BYTES_PER_ROW);

        LOG.info("{} rows of {}: {} bytes a row", form, server, String.format("%.1f", reading.bytesPerRow()));
        assertThat(reading.rows).isEqualTo(ROWS);
        assertThat(reading.sum).isNotZero();
        assertThat(reading.bytesPerRow()).isLessThan(BYTES_PER_ROW);
    }

    private static void fill(MySqlConnection connection) {
        await(connection.execute("CREATE TEMPORARY TABLE digits (k INT)"));
        await(connection.execute("INSERT INTO digits VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)"));
        await(connection.execute("CREATE TEMPORARY TABLE keys5 (k INT)"));
        await(connection.execute("INSERT INTO keys5 SELECT k FROM digits"));
        for (int power = 10; power < ROWS; power *= 10) {
            await(connection.execute("CREATE TEMPORARY TABLE more SELECT k FROM keys5"));
            await(connection.execute("DELETE FROM keys5"));
            await(connection.execute("INSERT INTO keys5 SELECT more.k + digits.k * " + power + " FROM more, digits"));
            await(connection.execute("DROP TEMPORARY TABLE more"));
        }
        await(connection.execute("CREATE TEMPORARY TABLE numbers (" + COLUMNS + ")"));
        await(connection.execute("INSERT INTO numbers " + VALUES + " FROM keys5"));
    }

    /** Reads ten primitives of each row and makes nothing of them; counts what its thread allocates in the meantime. */
    private static final class Reading implements RowMapper<Long> {
        private double sum;
        private int rows;
        private long allocatedAtFirstRow;
        private long allocated;

        @Override
        public Long map(Row row) {
            if (rows++ == 0) {
                allocatedAtFirstRow = THREADS.getCurrentThreadAllocatedBytes();
            }
            sum += row.getByte(0) + row.getInt(1) + row.getInt(2) + row.getLong(3) + row.getLong(4);
            sum += row.getFloat(5) + row.getDouble(6) + row.getDouble(7) + row.getShort(8) + row.getInt(9);
            if (rows == ROWS) {
                allocated = THREADS.getCurrentThreadAllocatedBytes() - allocatedAtFirstRow;
            }
            return 1L;
        }

        double bytesPerRow() {
            return (double) allocated / ROWS;
        }
    }
}
