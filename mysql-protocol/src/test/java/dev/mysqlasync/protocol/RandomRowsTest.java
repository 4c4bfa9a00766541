package dev.mysqlasync.protocol;

import static org.assertj.core.api.Assertions.fail;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Bytes that no server meant: whatever they are, a row is refused as a whole or each value is read or refused.
 * {@code -Dmysqlasync.randomRows=100000} makes more of them for each type than a build has time for.
 */
class RandomRowsTest {

    private static final int ROWS = Integer.getInteger("mysqlasync.randomRows", 1_500);
    private static final int[] FLAGS = {0, ColumnFlag.UNSIGNED_FLAG, ColumnFlag.ZEROFILL_FLAG};
    private static final byte[] TYPICAL = " -+.:0123456789eEtrufals".getBytes(StandardCharsets.US_ASCII);

    private interface Getter {
        Object read(RowView row, int column);
    }

    private static final List<Getter> GETTERS = List.of(
            RowView::getBoolean,
            RowView::getByte,
            RowView::getShort,
            RowView::getInt,
            RowView::getLong,
            RowView::getUnsignedLong,
            RowView::getFloat,
            RowView::getDouble,
            RowView::getBigDecimal,
            RowView::getBigInteger,
            RowView::getString,
            RowView::getBytes,
            RowView::getLocalDate,
            RowView::getLocalTime,
            RowView::getLocalDateTime,
            RowView::getDuration,
            RowView::getVector,
            RowView::getObject);

    @ParameterizedTest
    @EnumSource(RowFormat.class)
    void randomBytes_ofEveryType_raiseNothingButTheTwoExceptions(RowFormat format) {
        for (int type = 0; type <= 0xFF; type++) {
            if (type <= 0x14 || type >= 0xF2) {
                readRandomRows(format, type, new SplittableRandom(type));
            }
        }
    }

    private static void readRandomRows(RowFormat format, int type, SplittableRandom random) {
        List<ColumnDefinition41> columns = new ArrayList<>();
        for (int flags : FLAGS) {
            columns.add(Rows.column(type, flags, random.nextBoolean() ? Rows.BINARY : 45, random.nextInt(256)));
        }
        for (int i = 0; i < ROWS; i++) {
            ColumnDefinition41 column = columns.get(i % columns.size());
            byte[] value = randomValue(random);
            byte[] payload = i % 8 == 0 ? value : row(format, type, value);
            readOneRow(new RowView(format, List.of(column)), payload, random);
        }
    }

    private static void readOneRow(RowView row, byte[] payload, SplittableRandom random) {
        Getter getter = GETTERS.get(random.nextInt(GETTERS.size()));
        try {
            row.wrap(payload, 0, payload.length);
            if (!row.isNull(0)) {
                getter.read(row, 0);
            }
        } catch (ProtocolException | ValueDecodeException expected) {
            if (expected.getMessage() == null) {
                fail("a failure without a message", expected);
            }
        }
    }

    private static byte[] randomValue(SplittableRandom random) {
        byte[] value = new byte[random.nextInt(14)];
        random.nextBytes(value);
        int taste = random.nextInt(3);
        for (int i = 0; i < value.length && taste > 0; i++) {
            value[i] = taste == 1 ? TYPICAL[value[i] & 0xF] : (byte) (value[i] & 0x1F);
        }
        return value;
    }

    /** A row that is well-formed for the type, so that the random bytes get as far as the getters. */
    private static byte[] row(RowFormat format, int type, byte[] value) {
        PayloadWriter out = new PayloadWriter();
        if (format == RowFormat.BINARY) {
            out.writeInt2(0);
            int width = BinaryRows.widthOf(type);
            if (width > 0) {
                return out.writeBytes(Arrays.copyOf(value, width)).toByteArray();
            }
        }
        return out.writeLenencBytes(value).toByteArray();
    }
}
