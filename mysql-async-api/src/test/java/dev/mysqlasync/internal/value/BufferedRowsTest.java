package dev.mysqlasync.internal.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mysqlasync.MySqlLimitException;
import dev.mysqlasync.Result;
import dev.mysqlasync.Row;
import dev.mysqlasync.Rows;
import dev.mysqlasync.protocol.ColumnDefinition41;
import dev.mysqlasync.protocol.ColumnType;
import dev.mysqlasync.protocol.OkPacket;
import dev.mysqlasync.protocol.PayloadWriter;
import dev.mysqlasync.protocol.RowEncoder;
import dev.mysqlasync.protocol.RowFormat;
import dev.mysqlasync.protocol.RowLayout;
import dev.mysqlasync.protocol.RowView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class BufferedRowsTest {

    private static final List<ColumnDefinition41> COLUMNS = List.of(column("a"), column("b"));

    private static ColumnDefinition41 column(String name) {
        return new ColumnDefinition41(
                "def", "", "", "", name, "", null, null, 45, 1024, ColumnType.MYSQL_TYPE_VAR_STRING, 0, 0);
    }

    /** Rows as they arrive: one view for all, over memory that is overwritten behind it. */
    private static BufferedRows rows(RowFormat format, List<String> values) {
        RowLayout layout = RowLayout.of(format, COLUMNS);
        BufferedRows.Builder builder = new BufferedRows.Builder(layout, Columns.of(layout), ValueContext.DEFAULT);
        RowView view = new RowView(layout);
        for (String value : values) {
            PayloadWriter packet = new PayloadWriter();
            packet.writeZeros(4);
            RowEncoder.encode(packet, format, COLUMNS, Arrays.asList(value, null));
            view.wrap(packet.buffer(), 4, packet.size());
            builder.add(view);
            Arrays.fill(packet.buffer(), (byte) 0x55);
        }
        return builder.build(3);
    }

    @ParameterizedTest
    @EnumSource
    void get_anyIndex_givesTheRowAsItWasReceived(RowFormat format) {
        BufferedRows rows = rows(format, List.of("first", "", "third"));

        assertThat(rows.size()).isEqualTo(3);
        assertThat(rows.get(2).getString("a")).isEqualTo("third");
        assertThat(rows.get(0).getString("a")).isEqualTo("first");
        assertThat(rows.get(1).getString(0)).isEmpty();
        assertThat(rows.get(1).isNull("b")).isTrue();
        assertThat(rows.warningCount()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void get_rowsAcrossManyArrays_findsEach(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<String> values = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            int length = random.nextInt(20) == 0 ? random.nextInt(300_000) / (i % 10 + 1) : random.nextInt(200);
            values.add(i + "-" + "x".repeat(length));
        }
        BufferedRows rows = rows(RowFormat.TEXT, values);

        for (int i = 0; i < values.size(); i++) {
            assertThat(rows.get(i).getString(0)).isEqualTo(values.get(i));
        }
    }

    @Test
    void rows_lookedAtTogether_areIndependent() {
        List<Row> rows = rows(RowFormat.TEXT, List.of("one", "two")).toList();

        assertThat(rows.get(0).getString(0)).isEqualTo("one");
        assertThat(rows.get(1).getString(0)).isEqualTo("two");
        assertThat(rows.get(0).getString(0)).isEqualTo("one");
    }

    @Test
    void get_indexOutOfRange_isRefused() {
        BufferedRows rows = rows(RowFormat.TEXT, List.of("one"));

        assertThatThrownBy(() -> rows.get(1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> rows.get(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void iterator_atItsEnd_hasNoMore() {
        Iterator<Row> rows = rows(RowFormat.TEXT, List.of("one")).iterator();
        rows.next();

        assertThat(rows.hasNext()).isFalse();
        assertThatThrownBy(rows::next).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void columns_ofAnEmptyResult_areKnown() {
        BufferedRows rows = rows(RowFormat.TEXT, List.of());

        assertThat(rows.isEmpty()).isTrue();
        assertThat(rows.columns()).extracting("name").containsExactly("a", "b");
    }

    @Test
    void collector_severalResults_keepsAllWithinTheLimitTogether() {
        BufferingCollector collector = new BufferingCollector(new ResultBudget(3000), () -> ValueContext.DEFAULT);
        addResult(collector, "1234567");
        addResult(collector, "1234567");
        collector.ok(new OkPacket(5, 0, 0, 0, "", List.of()));
        List<Result> results = collector.collected();

        assertThat(results).hasSize(3);
        assertThat(((Rows) results.get(1)).get(0).getString(0)).isEqualTo("1234567");
        assertThatThrownBy(() -> addResult(collector, "1")).isInstanceOf(MySqlLimitException.class);
    }

    private static void addResult(BufferingCollector collector, String value) {
        RowLayout layout = RowLayout.of(RowFormat.TEXT, COLUMNS);
        collector.columns(layout, Columns.of(layout));
        PayloadWriter packet = new PayloadWriter();
        RowEncoder.encode(packet, RowFormat.TEXT, COLUMNS, Arrays.asList(value, null)); // 2 bytes and the text's
        RowView view = new RowView(layout);
        view.wrap(packet.buffer(), 0, packet.size());
        collector.row(view);
        collector.endOfRows(new OkPacket(0, 0, 0, 0, "", List.of()));
    }
}
