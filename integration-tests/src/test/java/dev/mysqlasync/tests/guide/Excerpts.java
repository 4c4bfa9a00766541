package dev.mysqlasync.tests.guide;

import dev.mysqlasync.tests.Reactor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The Java blocks of pages, and the regions of tests that they show, both without blanks and line ends. */
final class Excerpts {

    private static final Path GUIDE = Reactor.root().resolve("docs/guide");
    private static final Path TESTS =
            Reactor.root().resolve("integration-tests/src/test/java/dev/mysqlasync/tests/guide");

    private static final Pattern BLOCK = Pattern.compile("(?ms)^```java\\R(.*?)^```$");
    private static final Pattern REGION = Pattern.compile("(?ms)^ *// guide( goes on)?$(.*?)^ *// end$");

    private Excerpts() {}

    /** The pages of the guide, but for its index. */
    static List<Path> pages() {
        return files(GUIDE, ".md").stream().filter(page -> !isIndex(page)).toList();
    }

    static Path index() {
        return GUIDE.resolve("README.md");
    }

    private static boolean isIndex(Path page) {
        return page.endsWith("README.md");
    }

    /** The tests that have regions. */
    static List<Path> tests() {
        return files(TESTS, ".java").stream()
                .filter(test -> !regions(test).isEmpty())
                .toList();
    }

    /** The test of a page: that of {@code bulk-load.md} is {@code BulkLoadTest}. */
    static Path testOf(Path page) {
        StringBuilder name = new StringBuilder();
        for (String word : page.getFileName().toString().replace(".md", "").split("-")) {
            name.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
        }
        return testNamed(name + "Test");
    }

    static Path testNamed(String name) {
        return TESTS.resolve(name + ".java");
    }

    static List<String> blocks(Path page) {
        return BLOCK.matcher(text(page))
                .results()
                .map(block -> condensed(block.group(1)))
                .toList();
    }

    static List<String> regions(Path test) {
        List<String> regions = new ArrayList<>();
        Matcher matcher = REGION.matcher(text(test));
        while (matcher.find()) {
            String code = condensed(matcher.group(2));
            if (matcher.group(1) == null) {
                regions.add(code);
            } else {
                int last = regions.size() - 1;
                regions.set(last, regions.get(last) + code);
            }
        }
        return regions;
    }

    private static String condensed(String code) {
        return code.replaceAll("\\s", "");
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> files(Path directory, String ending) {
        try (var files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
