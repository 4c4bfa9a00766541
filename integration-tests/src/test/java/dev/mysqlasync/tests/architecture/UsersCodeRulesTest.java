package dev.mysqlasync.tests.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.mysqlasync.Codec;
import dev.mysqlasync.PoolListener;
import dev.mysqlasync.RowMapper;
import dev.mysqlasync.tests.Reactor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Where users' code is called, and what is caught there. What users' code throws, an Error too, costs what it was called for and
 * nothing else. A place that is new is to be written so, and then to be listed here.
 */
class UsersCodeRulesTest {

    private static final JavaClasses DRIVER = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.mysqlasync.internal");

    /** Who calls what users implement; the value says what becomes of what it throws. */
    private static final Map<Class<?>, Map<String, String>> CALLERS = Map.of(
            Codec.class,
            Map.of(
                    "ParameterValues", "the argument's statement fails",
                    "TypedReads", "reading the value fails",
                    "ValueContext", "asked for its type only, when the options are made"),
            RowMapper.class,
            Map.of(
                    "PacketRow",
                    "for MappingCollector, whose CollectingRequest fails; for MappedRows, whose stream ends"),
            PoolListener.class,
            Map.of("PoolEvents", "logged"),
            Flow.Subscriber.class,
            Map.of(
                    "RowSubscription", "cancels the subscription",
                    "RowPublisher", "thrown to the one who subscribes; nothing has begun",
                    "PooledStream", "cancels the subscription",
                    "PooledStream$Relay", "cancels the subscription"),
            Flow.Publisher.class,
            Map.of(
                    "PublisherFeed", "the source fails",
                    "PooledStream$Relay", "the driver's own"),
            Flow.Subscription.class,
            Map.of("PublisherFeed", "the source fails", "PooledStream$Relay", "the driver's own"),
            CompletionStage.class,
            Map.of("UsersCode", "the future fails"));

    @Test
    void usersCode_isCalledWhereItsFailureIsSeenTo() {
        Map<Class<?>, Set<String>> found =
                CALLERS.keySet().stream().collect(Collectors.toMap(Function.identity(), type -> callersOf(type)));

        assertThat(found)
                .allSatisfy((type, callers) -> assertThat(callers)
                        .as("who calls " + type)
                        .isEqualTo(Objects.requireNonNull(CALLERS.get(type)).keySet()));
    }

    private static Set<String> callersOf(Class<?> type) {
        return DRIVER.stream()
                .flatMap(caller -> caller.getMethodCallsFromSelf().stream())
                .filter(call -> call.getTargetOwner().isEquivalentTo(type))
                .map(JavaAccess::getOriginOwner)
                .map(JavaClass::getName)
                .map(name -> name.substring(name.lastIndexOf('.') + 1))
                .collect(Collectors.toSet());
    }

    private static final Pattern NARROW =
            Pattern.compile("catch \\((?:final )?(RuntimeException|Exception)\\b[^)|]*\\)");

    /** Where a catch is meant to let Errors pass, how often, and why. */
    private static final Map<String, Integer> NARROW_CATCHES = Map.of(
            "SetupStatements.java", 1, // the driver's own mapper
            "Wire.java", 1); // Errors have a catch of their own there

    /** An Error is no exception: a catch that stands for whatever may come says {@code Throwable}. */
    @Test
    void catch_ofWhateverMayCome_takesErrorsToo() {
        Map<String, Integer> found = new TreeMap<>();
        for (SourceFile file : SourceFile.parse(Reactor.root(), Reactor.javaFiles(false))) {
            long count = NARROW.matcher(file.text()).results().count();
            if (count > 0) {
                found.put(Path.of(file.path().toString()).getFileName().toString(), (int) count);
            }
        }
        assertThat(found).isEqualTo(NARROW_CATCHES);
    }

    @Test
    void rules_seeTheCode() {
        assertThat(List.of(callersOf(Codec.class), callersOf(CompletionStage.class)))
                .allSatisfy(callers -> assertThat(callers).isNotEmpty());
    }
}
