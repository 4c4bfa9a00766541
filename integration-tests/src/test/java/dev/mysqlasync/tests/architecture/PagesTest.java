package dev.mysqlasync.tests.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.tests.Reactor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages name classes, files and headings that exist. */
class PagesTest {

    private static final Set<String> CLASSES = SourceFile.parse(Reactor.root(), Reactor.javaFiles(true)).stream()
            .flatMap(file -> file.types().stream())
            .collect(Collectors.toSet());
    private static final List<String> JDK = Stream.of(
                    "lang", "util", "util.concurrent", "util.function", "io", "math", "net", "nio", "security", "time")
            .map(name -> "java." + name + ".")
            .toList();

    /** In running text, a class is code in camel case, alone or with a member. */
    private static final Pattern CLASS = Pattern.compile("`([A-Z]\\w*[a-z]\\w*)(?:\\.[a-z]\\w*)?`");
    /** In a drawing, it is a word with two humps. */
    private static final Pattern DRAWN_CLASS = Pattern.compile("\\b([A-Z][a-z]+[A-Z]\\w*)\\b");

    private static final Set<String> PRODUCTS = Set.of("BouncyCastle");

    /** Its first group is the language, which a drawing has not; its second is the text. */
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)$(.*?)^```$");

    private static final Pattern LINK = Pattern.compile("]\\(([^)]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");

    static Stream<Path> pages() {
        try (Stream<Path> docs = Files.find(
                Reactor.root().resolve("docs"),
                2,
                (file, attributes) -> file.toString().endsWith(".md"))) {
            Stream<Path> top = Stream.of("README.md", "CHANGELOG.md").map(Reactor.root()::resolve);
            return Stream.concat(top, docs).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void page_classes_exist(Path page) {
        Stream<String> named = found(CLASS, prose(page), match -> match.group(1));
        Stream<String> drawn = BLOCK.matcher(text(page))
                .results()
                .filter(block -> block.group(1).isEmpty())
                .flatMap(drawing -> found(DRAWN_CLASS, drawing.group(2), match -> match.group(1)));

        assertThat(Stream.concat(named, drawn).filter(name -> !exists(name)).distinct())
                .as("names in %s that no class has", page.getFileName())
                .isEmpty();
    }

    private static boolean exists(String name) {
        return CLASSES.contains(name)
                || PRODUCTS.contains(name)
                || JDK.stream().anyMatch(start -> isLoaded(start + name));
    }

    private static boolean isLoaded(String name) {
        try {
            Class.forName(name);
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void page_links_leadToFilesAndHeadings(Path page) {
        assertThat(found(LINK, prose(page), match -> match.group(1))
                        .filter(link -> !link.startsWith("http"))
                        .filter(link -> !leadsSomewhere(page, link)))
                .as("dead links of %s", page.getFileName())
                .isEmpty();
    }

    private static boolean leadsSomewhere(Path page, String link) {
        int hash = link.indexOf('#');
        String file = hash < 0 ? link : link.substring(0, hash);
        Path target = file.isEmpty() ? page : page.resolveSibling(file).normalize();
        return Files.exists(target)
                && (hash < 0
                        || found(HEADING, text(target), match -> anchor(match.group(1)))
                                .anyMatch(link.substring(hash + 1)::equals));
    }

    /** As GitHub makes it of a heading: in lower case, hyphens for spaces, without punctuation. */
    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }

    @Test
    void vocabulary_fitsOnOneScreen() {
        assertThat(text(Reactor.root().resolve("docs/vocabulary.md")).lines()).hasSizeLessThanOrEqualTo(60);
    }

    private static Stream<String> found(Pattern pattern, String text, Function<MatchResult, String> part) {
        return pattern.matcher(text).results().map(part);
    }

    private static String prose(Path page) {
        return BLOCK.matcher(text(page)).replaceAll("");
    }

    private static String text(Path page) {
        try {
            return Files.readString(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
