package dev.mysqlasync.internal.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mysqlasync.MySqlOptionsBuilder;
import dev.mysqlasync.PoolOptions;
import dev.mysqlasync.PoolOptionsBuilder;
import dev.mysqlasync.SessionReset;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each option is declared once, and the builder's methods and their documentation say what the declaration says. */
class OptionRegistryTest {

    /** They take the names of options. */
    private static final Set<String> NO_OPTIONS = Set.of("option", "options");

    private static final Pattern METHOD =
            Pattern.compile("/\\*\\*((?:(?!\\*/).)*)\\*/\\s*public \\w+ (\\w+)\\(", Pattern.DOTALL);

    static Stream<Arguments> registries() {
        return Stream.of(
                Arguments.of(MySqlOptionsBuilder.class, ConnectionOptions.REGISTRY),
                Arguments.of(PoolOptionsBuilder.class, PoolingOptions.REGISTRY));
    }

    static Stream<Option<?>> options() {
        return Stream.of(ConnectionOptions.REGISTRY, PoolingOptions.REGISTRY)
                .flatMap(registry -> registry.options().stream());
    }

    @ParameterizedTest
    @MethodSource("registries")
    void setters_andDeclarations_areTheSame(Class<?> builder, OptionRegistry registry) {
        Set<String> setters = setters(builder).map(Method::getName).collect(Collectors.toCollection(TreeSet::new));
        List<String> declared = registry.options().stream()
                .filter(option -> setters.contains(option.name()) || option.index() >= 0)
                .map(Option::name)
                .sorted()
                .toList();

        assertThat(declared).containsExactlyElementsOf(setters);
    }

    /** What has no setter of its own must at least be reachable by one of a whole. */
    @ParameterizedTest
    @MethodSource("registries")
    void declarationsWithoutSetter_areWrittenPartsOfOthers(Class<?> builder, OptionRegistry registry) {
        Set<String> setters = setters(builder).map(Method::getName).collect(Collectors.toSet());

        assertThat(registry.options())
                .filteredOn(option -> !setters.contains(option.name()))
                .allSatisfy(option -> {
                    assertThat(option).isInstanceOf(OptionPart.class);
                    assertThat(option.writtenName()).isEqualTo(option.name());
                });
    }

    @ParameterizedTest
    @MethodSource("registries")
    void writtenNames_areDistinct(Class<?> builder, OptionRegistry registry) {
        assertThat(registry.options().stream().map(Option::writtenName).filter(name -> name != null))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("options")
    <T> void default_writtenAndReadAgain_isItself(Option<T> option) {
        OptionKind<T> kind = option.kind();
        T value = option.byDefault();
        if (value == null || kind.parser() == null || kind.writer().apply(value).isEmpty()) {
            return;
        }
        if (!option.defaultText().equals(kind.writer().apply(value))) {
            return; // documented in words
        }

        assertThat(kind.parser().parse(option.name(), option.defaultText())).isEqualTo(value);
    }

    @ParameterizedTest
    @MethodSource("registries")
    void javadocOfSetters_beginsWithTheDescriptionAndNamesTheDefault(Class<?> builder, OptionRegistry registry)
            throws IOException {
        Path source = Path.of("src/main/java/dev/mysqlasync/" + builder.getSimpleName() + ".java");
        String text = Files.readString(source);
        for (Option<?> option : registry.options()) {
            List<String> javadocs = javadocs(text, option.name());
            if (option.index() < 0 && javadocs.isEmpty()) {
                continue;
            }
            String words = option.description().replace("`", "").replaceAll("\\.$", "");

            assertThat(javadocs).as(option.name()).isNotEmpty().anySatisfy(javadoc -> {
                assertThat(javadoc).startsWith(words);
                assertThat(javadoc).contains("Default: " + documentedDefault(option));
            });
        }
    }

    private static List<String> javadocs(String source, String method) {
        return METHOD.matcher(source)
                .results()
                .filter(result -> result.group(2).equals(method))
                .map(result -> plain(result.group(1)))
                .toList();
    }

    private static String plain(String javadoc) {
        return javadoc.replaceAll("\\s*\\n\\s*\\* ?", " ")
                .replaceAll("\\{@code ([^}]*)}", "$1")
                .replaceAll("\\{@link [^}]*#(\\w+)}", "$1")
                .strip();
    }

    /** Defaults in words are worded otherwise in the table, where there is no room for a link. */
    private static String documentedDefault(Option<?> option) {
        boolean isInWords =
                option.section().defaultText() != null || option.name().equals("allowedAuthPlugins");
        return isInWords ? "" : option.defaultText();
    }

    @ParameterizedTest
    @MethodSource("poolNumbersAndDurations")
    void poolOption_outOfItsRange_isRefusedByItsName(String name, Object outside) {
        assertThatThrownBy(() -> {
                    PoolOptionsBuilder builder = PoolOptions.builder();
                    setter(name).invoke(builder, outside);
                    builder.build();
                })
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(name + " must be from ");
    }

    @Test
    void poolOptions_atOddsWithEachOther_areRefused() {
        assertThatThrownBy(() -> PoolOptions.builder().minSize(3).maxSize(2).build())
                .hasMessage("minSize must be from 0 to 2, not 3");
        assertThatThrownBy(() -> PoolOptions.builder()
                        .connectBackoffMin(Duration.ofSeconds(3))
                        .build())
                .hasMessageStartingWith("connectBackoffMax must be from 3000 ms");
    }

    @Test
    void poolOptions_byName_areThoseOfTheSetters() {
        PoolOptions options = PoolOptions.builder()
                .option("maxSize", "20")
                .options(Map.of("maxLifetime", "none", "resetOnRelease", "ALWAYS"))
                .build();

        assertThat(options)
                .isEqualTo(PoolOptions.builder()
                        .maxSize(20)
                        .maxLifetime(null)
                        .resetOnRelease(SessionReset.ALWAYS)
                        .build());
        assertThat(options.toBuilder().build()).isEqualTo(options);
        assertThatThrownBy(() -> PoolOptions.builder().option("maxsise", "1"))
                .hasMessage("unknown option 'maxsise'; the nearest known one is 'maxSize'");
    }

    static Stream<Arguments> poolNumbersAndDurations() {
        return Stream.of(PoolOptions.class.getRecordComponents()).flatMap(OptionRegistryTest::outside);
    }

    private static Stream<Arguments> outside(RecordComponent component) {
        if (component.getType() == int.class) {
            return Stream.of(Arguments.of(component.getName(), -1));
        }
        return component.getType() == Duration.class
                ? Stream.of(
                        Arguments.of(component.getName(), Duration.ofNanos(-1)),
                        Arguments.of(component.getName(), Duration.ofDays(366)))
                : Stream.empty();
    }

    private static Method setter(String name) {
        return setters(PoolOptionsBuilder.class)
                .filter(method -> method.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Stream<Method> setters(Class<?> builder) {
        return Stream.of(builder.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()))
                .filter(method -> method.getReturnType() == builder && !NO_OPTIONS.contains(method.getName()));
    }
}
