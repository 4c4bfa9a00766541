package dev.mysqlasync.tests.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.testkit.FakeMySqlServer;
import dev.mysqlasync.testkit.Replies;
import dev.mysqlasync.testkit.RowsReply;
import dev.mysqlasync.tests.Servers;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testng.ITestListener;
import org.testng.ITestResult;
import org.testng.TestNG;

/**
 * The rules of Reactive Streams, by its own tests for them.
 *
 * @see <a href="https://github.com/reactive-streams/reactive-streams-jvm/tree/master/tck-flow">the tests</a>
 */
class StreamRulesTest {

    /** How many rules there are that a publisher must keep and that can be tested. */
    private static final int REQUIRED_RULES = 15;

    private static FakeMySqlServer fake;

    @BeforeAll
    static void start() {
        fake = FakeMySqlServer.socket();
        fake.when("SELECT 1 FROM no_such_table").reply(Replies.error(1146, "42S02", "no such table"));
        fake.whenMatches("SELECT 42 .*").reply(command -> {
            String sql = command.sql();
            return answers(Long.parseLong(sql.substring(sql.lastIndexOf(' ') + 1)));
        });
    }

    private static RowsReply answers(long count) {
        return Replies.rows("a BIGINT")
                .generate(() -> LongStream.range(0, count)
                        .<List<Object>>mapToObj(List::of)
                        .iterator());
    }

    @AfterAll
    static void stop() {
        fake.close();
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                Rows.class,
                MappedThroughAnExecutor.class,
                RowsOfARealServerThroughAnExecutor.class,
                MappedOfARealServer.class
            })
    void stream_keepsTheRulesOfReactiveStreams(Class<?> kind) {
        Outcome outcome = new Outcome();
        TestNG rules = new TestNG(false);
        rules.setVerbose(0);
        rules.setTestClasses(new Class<?>[] {kind});
        rules.addListener(outcome);
        rules.run();

        assertThat(outcome.failed).isEmpty();
        assertThat(outcome.skipped).noneMatch(rule -> rule.startsWith("required"));
        assertThat(outcome.passed.stream().filter(rule -> rule.startsWith("required")))
                .hasSizeGreaterThan(REQUIRED_RULES);
    }

    public static final class Rows extends StreamVerification {
        public Rows() {
            super(fake.url(), false, false);
        }
    }

    public static final class MappedThroughAnExecutor extends StreamVerification {
        public MappedThroughAnExecutor() {
            super(fake.url(), true, true);
        }
    }

    public static final class RowsOfARealServerThroughAnExecutor extends StreamVerification {
        public RowsOfARealServerThroughAnExecutor() {
            super(Servers.all().findFirst().orElseThrow().url(), false, true);
        }
    }

    public static final class MappedOfARealServer extends StreamVerification {
        public MappedOfARealServer() {
            super(Servers.all().findFirst().orElseThrow().url(), true, false);
        }
    }

    /** What became of each rule. */
    private static final class Outcome implements ITestListener {
        private final List<String> passed = new ArrayList<>();
        private final List<String> skipped = new ArrayList<>();
        private final List<String> failed = new ArrayList<>();

        @Override
        public void onTestSuccess(ITestResult result) {
            passed.add(result.getName());
        }

        @Override
        public void onTestSkipped(ITestResult result) {
            skipped.add(result.getName());
        }

        @Override
        public void onTestFailure(ITestResult result) {
            Throwable failure = result.getThrowable();
            failed.add(result.getTestClass().getName() + "." + result.getName() + ": " + failure
                    + List.of(failure.getStackTrace()).stream()
                            .limit(8)
                            .map(Object::toString)
                            .collect(Collectors.joining("\n  ", "\n  ", "\n")));
        }
    }
}
