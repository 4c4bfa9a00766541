package dev.mysqlasync.protocol;

import static dev.mysqlasync.protocol.ColumnType.*;
import static dev.mysqlasync.protocol.Rows.column;
import static dev.mysqlasync.protocol.Rows.unsigned;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RowViewAllocationTest {

    private static final int WARM_UP_ROWS = 100_000;
    private static final int ROWS = 100_000;

    private static final List<ColumnDefinition41> COLUMNS = List.of(
            column(MYSQL_TYPE_TINY),
            unsigned(MYSQL_TYPE_SHORT),
            column(MYSQL_TYPE_LONG),
            column(MYSQL_TYPE_LONGLONG),
            unsigned(MYSQL_TYPE_LONGLONG),
            column(MYSQL_TYPE_FLOAT),
            column(MYSQL_TYPE_DOUBLE),
            column(MYSQL_TYPE_NEWDECIMAL),
            unsigned(MYSQL_TYPE_BIT),
            column(MYSQL_TYPE_VAR_STRING));

    private static final List<Object> VALUES = List.of(
            1, 65535, -2147483648, 1234567890123L, 42, 1.25f, 1234.5678, new BigDecimal("12345.67"), 5, "987654321");

    @ParameterizedTest
    @EnumSource(RowFormat.class)
    void tenColumns_readAsPrimitives_allocateNothing(RowFormat format) throws Exception {
        PayloadWriter out = new PayloadWriter();
        RowEncoder.encode(out, format, COLUMNS, VALUES);
        byte[] payload = out.toByteArray();
        RowView row = new RowView(format, COLUMNS);
        double sum = read(row, payload, WARM_UP_ROWS);

        long before = allocatedBytes();
        sum += read(row, payload, ROWS);
        long allocated = allocatedBytes() - before;

        assertThat(sum).isPositive();
        assertThat((double) allocated / ROWS).isLessThan(1);
    }

    private static double read(RowView row, byte[] payload, int rows) {
        double sum = 0;
        for (int i = 0; i < rows; i++) {
            row.wrap(payload, 0, payload.length);
            sum += row.getBoolean(0) ? row.getByte(0) : 0;
            sum += row.getInt(1) + row.getInt(2) + row.getLong(3);
            sum += row.getUnsignedLong(4) + row.getShort(4);
            sum += row.getFloat(5) + row.getDouble(6) + row.getDouble(7) + row.getFloat(7);
            sum += row.getLong(8) + row.getInt(9);
            sum += row.isNull(9) ? 1 : 0;
        }
        return sum;
    }

    /** By reflection, as the module under test does not read the one that knows. */
    private static long allocatedBytes() throws ReflectiveOperationException {
        Object threads = Class.forName("java.lang.management.ManagementFactory")
                .getMethod("getThreadMXBean")
                .invoke(null);
        return (long) Class.forName("com.sun.management.ThreadMXBean")
                .getMethod("getCurrentThreadAllocatedBytes")
                .invoke(threads);
    }
}
