package dev.mysqlasync.tests.server;

import static dev.mysqlasync.tests.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.Row;
import dev.mysqlasync.Rows;
import java.math.BigDecimal;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The text of a floating number with fixed decimals has these, in both formats of rows. */
class FixedDecimalsTest extends ServerScene {

    private static final String EDGES =
            "0, -0.00000001, 0.1, -0.1, 2.675, 0.125, -2.5, 1e-20, 12345.678949, -0.0e0, 999.9";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DOUBLE(15,8)",
                "DOUBLE(10,2)",
                "DOUBLE(20,0)",
                "DOUBLE(30,20)",
                "DOUBLE(53,30)",
                "FLOAT(10,2)",
                "FLOAT(10,4)",
                "FLOAT(20,10)",
                "DOUBLE(10,3) ZEROFILL",
                "FLOAT(10,2) ZEROFILL"
            })
    void getString_fixedDecimals_isWhatTheServerWrites(String type) {
        MySqlConnection connection = connect();
        await(connection.execute("CREATE TEMPORARY TABLE fixed (id INT AUTO_INCREMENT PRIMARY KEY, v " + type + ")"));
        await(connection.execute("INSERT IGNORE INTO fixed (v) VALUES " + values(type.endsWith("ZEROFILL"))));

        for (StatementForm form : StatementForm.values()) {
            Rows rows = await(connection.query(form.sql("v, CAST(v AS CHAR) AS text FROM fixed"), form.arguments()));
            for (Row row : rows) {
                String text = row.getString("text");
                assertThat(row.getString("v")).as("%s as %s", type, form).isEqualTo(text);
                assertThat(row.getBigDecimal("v")).isEqualByComparingTo(new BigDecimal(text));
            }
        }
    }

    private static String values(boolean unsigned) {
        SplittableRandom random = new SplittableRandom(5);
        Stream<String> randoms = random.doubles(200, unsigned ? 0 : -1, 1)
                .mapToObj(value -> value * Math.pow(10, random.nextInt(-9, 4)) + "e0")
                .map(literal -> literal.contains("E") ? literal.replace("e0", "") : literal);
        Stream<String> edges = Stream.of(EDGES.split(", ")).filter(edge -> !unsigned || !edge.startsWith("-"));
        return Stream.concat(edges, randoms).map(value -> "(" + value + ")").collect(Collectors.joining(", "));
    }
}
