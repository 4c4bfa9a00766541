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

    private static final Set<String> CLASSES = Reactor.javaFiles(true).stream()
            .map(file -> file.getFileName().toString().replace(".java", ""))
            .collect(Collectors.toSet());
    private static final List<String> JDK =
            List.of("java.lang.", "java.util.", "java.util.concurrent.", "java.io.", "java.time.", "java.security.");

    /** In running text, a class is code in camel case, alone or with a member. */
    private static final Pattern CLASS = Pattern.compile("`([A-Z]\\w*[a-z]\\w*)(?:\\.[a-z]\\w*)?`");
    /** In a drawing, it is a word with two humps. */
    private static final Pattern DRAWN_CLASS = Pattern.compile("\\b([A-Z][a-z]+[A-Z]\\w*)\\b");

    private static final Set<String> PRODUCTS = Set.of("BouncyCastle");

    private static final Pattern DRAWING = Pattern.compile("(?ms)^```$(.*?)^```$");
    private static final Pattern CODE = Pattern.compile("(?ms)^```.*?^```$");
    private static final Pattern LINK = Pattern.compile("]\\(([^)]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");

    /** For whoever works on the driver. */
    static Stream<Path> designPages() {
        return pages().filter(page -> page.getParent().endsWith("docs"));
    }

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
    @MethodSource("designPages")
    void designPage_classes_exist(Path page) {
        String text = text(page);
        Stream<String> named = found(CLASS, CODE.matcher(text).replaceAll(""), match -> match.group(1));
        Stream<String> drawn = found(DRAWING, text, match -> match.group(1))
                .flatMap(drawing -> found(DRAWN_CLASS, drawing, match -> match.group(1)));

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
        assertThat(found(LINK, CODE.matcher(text(page)).replaceAll(""), match -> match.group(1))
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

    private static String text(Path page) {
        try {
            return Files.readString(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
