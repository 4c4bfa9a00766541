package dev.mysqlasync.tests.server;

import static dev.mysqlasync.tests.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.Column;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlException;
import dev.mysqlasync.Result;
import dev.mysqlasync.Row;
import dev.mysqlasync.Rows;
import dev.mysqlasync.Statement;
import dev.mysqlasync.StatementOutcome;
import dev.mysqlasync.tests.server.GeneratedSql.Sample;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * A statement with its values rendered into it does what the prepared one does, or the client refuses it: random statements, many in
 * flight at once, in every {@code sql_mode} that changes how a text is read, and with changes of it among them by every door.
 *
 * <p>{@code -Dsuite.seed=…} (1 by default) chooses the statements, and {@code -Dsuite.seconds=…} says how long it goes on.
 */
class RenderedAgainstPreparedTest extends ServerScene {

    private static final int STATEMENTS = 20_000;
    private static final int PAIRS_AT_ONCE = 250;
    private static final int KEPT = 64;
    private static final int PAIRS_OF_ONE_MODE = 25;
    private static final int MOST_SHOWN = 20;

    private static final List<String> MODES = List.of(
            "",
            "NO_BACKSLASH_ESCAPES",
            "ANSI_QUOTES",
            "NO_BACKSLASH_ESCAPES,ANSI_QUOTES",
            "IGNORE_SPACE",
            "PIPES_AS_CONCAT",
            "HIGH_NOT_PRECEDENCE",
            "ANSI");

    private static final List<String> MODES_OF_MARIADB = List.of(
            "MSSQL", "ORACLE", "EMPTY_STRING_IS_NULL", "MSSQL,NO_BACKSLASH_ESCAPES", "ORACLE,NO_BACKSLASH_ESCAPES");

    private final long seed = Long.getLong("suite.seed", 1);
    private final SplittableRandom random = new SplittableRandom(seed);
    private final GeneratedSql generated = new GeneratedSql(random);
    private final List<String> differences = new ArrayList<>();
    private MySqlConnection connection;
    private boolean mySql;
    private int ran;
    private int refused;

    @Test
    void rendered_anyStatementInAnyMode_isThePreparedOneOrRefused() {
        connection = connect(options -> options.statementCacheSize(KEPT));
        mySql = !isMariaDb(connection);
        List<String> modes = new ArrayList<>(MODES);
        if (!mySql) {
            modes.addAll(MODES_OF_MARIADB);
        }
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(Long.getLong("suite.seconds", 0));
        int pairs = compare(modes);
        Leaks leaks = new Leaks(connection, KEPT + 1); // that of SQL is one more
        while ((2 * pairs < STATEMENTS || System.nanoTime() < end) && differences.size() < MOST_SHOWN) {
            pairs += compare(modes);
        }
        leaks.assertNone();
        assertThat(differences)
                .as("after %d pairs with -Dsuite.seed=%d", pairs, seed)
                .isEmpty();
        assertThat(ran).as("pairs that ran, of %d", pairs).isGreaterThan(pairs / 2);
        assertThat(refused).as("refused, of %d", pairs).isLessThan(pairs / 3);
    }

    /** A sample in a flight: at this index and the next. */
    private record Pair(int index, boolean preparedFirst, String mode, Sample sample) {}

    /** Returns how many pairs it has compared. */
    private int compare(List<String> modes) {
        List<Pair> pairs = new ArrayList<>();
        List<Statement> statements = new ArrayList<>();
        String mode = "";
        while (pairs.size() < PAIRS_AT_ONCE) {
            if (pairs.size() % PAIRS_OF_ONE_MODE == 0) {
                mode = modes.get(random.nextInt(modes.size()));
                statements.addAll(switching(mode));
            }
            Sample sample = generated.next();
            boolean preparedFirst = random.nextBoolean();
            pairs.add(new Pair(statements.size(), preparedFirst, mode, sample));
            Statement prepared = Statement.of(sample.sql(), sample.arguments().toArray());
            statements.add(preparedFirst ? prepared : prepared.renderedByClient());
            statements.add(preparedFirst ? prepared.renderedByClient() : prepared);
        }
        List<StatementOutcome> outcomes = await(connection.pipeline(statements));
        outcomes.forEach(RenderedAgainstPreparedTest::requireConnection);
        pairs.forEach(pair -> compare(pair, outcomes));
        return pairs.size();
    }

    /** By one of the doors that there are: what follows in the same flight is read under this mode. */
    private List<Statement> switching(String mode) {
        return switch (random.nextInt(4)) {
            case 0 -> List.of(Statement.of("SET SESSION sql_mode = '" + mode + "'"));
            case 1 -> List.of(Statement.of("SET sql_mode = ?", mode));
            case 2 ->
                List.of(
                        Statement.of("SET @mode = ?", mode),
                        Statement.of("PREPARE switching FROM 'SET sql_mode = @mode'"),
                        Statement.of("EXECUTE switching"));
            default -> List.of(Statement.of("SET @@session.sql_mode = ?", mode).renderedByClient());
        };
    }

    private static void requireConnection(StatementOutcome outcome) {
        if (outcome instanceof StatementOutcome.Failure failure
                && failure.cause() instanceof MySqlException cause
                && cause.isFatal()) {
            throw new AssertionError("the connection is gone", cause);
        }
    }

    private void compare(Pair pair, List<StatementOutcome> outcomes) {
        StatementOutcome first = outcomes.get(pair.index());
        StatementOutcome second = outcomes.get(pair.index() + 1);
        compare(pair, pair.preparedFirst() ? first : second, pair.preparedFirst() ? second : first);
    }

    private void compare(Pair pair, StatementOutcome prepared, StatementOutcome rendered) {
        String expected = shown(prepared);
        String found = shown(rendered);
        refused += found.equals("refused") ? 1 : 0;
        ran += expected.startsWith("[") && found.startsWith("[") ? 1 : 0;
        boolean same = expected.equals(found) && !(pair.sample().parses() && found.equals("failed"));
        if (!found.equals("refused") && !same && !(mySql && isOfTypes(pair, found))) {
            differences.add(pair + " prepared " + expected + cause(prepared) + " rendered " + found + cause(rendered));
        }
    }

    /**
     * Whether a difference is of types, and not of how the text is read. MySQL gives a parameter the type that the expression around
     * it asks for: {@code -~?} of 2 overflows, {@code 2 / -?} is another number. Then the literals give what they give where nothing can be
     * read together with them.
     */
    private boolean isOfTypes(Pair pair, String rendered) {
        List<String> literals = pair.sample().arguments().stream()
                .map(argument -> connection.mogrify("?", argument))
                .toList();
        List<StatementOutcome> outcomes = await(connection.pipeline(List.of(
                Statement.of("SET sql_mode = '" + pair.mode() + "'"),
                Statement.of(pair.sample().withApart(literals)))));
        return rendered.startsWith("[") && shown(outcomes.get(1)).equals(rendered);
    }

    private static String cause(StatementOutcome outcome) {
        return outcome instanceof StatementOutcome.Failure failure ? " (" + failure.cause() + ")" : "";
    }

    private static String shown(StatementOutcome outcome) {
        if (outcome instanceof StatementOutcome.Failure failure) {
            return failure.cause() instanceof IllegalArgumentException ? "refused" : "failed";
        }
        StringBuilder shown = new StringBuilder("[");
        for (Result result : outcome.results()) {
            if (result instanceof Rows rows) {
                rows.columns().forEach(column -> shown.append(label(column)));
                rows.forEach(row -> shown.append(values(row)));
            }
        }
        return shown.append(']').toString();
    }

    /** A column without an alias is called as it stands in the text, which is not the same in both. */
    private static String label(Column column) {
        return column.name().equals("alias") ? "alias " : "";
    }

    private static String values(Row row) {
        StringBuilder shown = new StringBuilder();
        row.toList().forEach(value -> shown.append(value(value)).append(';'));
        return shown.toString();
    }

    private static String value(@Nullable Object value) {
        if (value instanceof byte[] bytes) {
            return HexFormat.of().formatHex(bytes);
        }
        if (value instanceof Number number) {
            BigDecimal exact = new BigDecimal(number.toString());
            return exact.signum() == 0 ? "0" : exact.stripTrailingZeros().toPlainString();
        }
        return Objects.toString(value);
    }
}
