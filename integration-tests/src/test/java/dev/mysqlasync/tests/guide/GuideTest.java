package dev.mysqlasync.tests.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.tests.Reactor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The guide shows nothing that is not compiled and run. */
class GuideTest {

    private static final Path README = Reactor.root().resolve("README.md");
    private static final Path TEN_LINES = Excerpts.testNamed("TenLinesTest");
    private static final int MOST_LINES = 120;

    static Stream<Path> pages() {
        return Excerpts.pages().stream();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void page_javaBlocks_areTheRegionsOfItsTest(Path page) {
        assertThat(Excerpts.blocks(page))
                .isNotEmpty()
                .containsExactlyElementsOf(Excerpts.regions(Excerpts.testOf(page)));
    }

    @Test
    void readme_javaBlocks_areTheRegionsOfTheirTest() {
        assertThat(Excerpts.blocks(README)).isNotEmpty().containsExactlyElementsOf(Excerpts.regions(TEN_LINES));
    }

    @Test
    void test_withRegions_hasAPage() {
        List<Path> shown =
                new ArrayList<>(Excerpts.pages().stream().map(Excerpts::testOf).toList());
        shown.add(TEN_LINES);

        assertThat(Excerpts.tests()).containsExactlyInAnyOrderElementsOf(shown);
    }

    @Test
    void index_namesEveryPage() {
        assertThat(Excerpts.text(Excerpts.index()))
                .contains(Excerpts.pages().stream()
                        .map(page -> "(" + page.getFileName() + ")")
                        .toList());
        assertThat(Excerpts.blocks(Excerpts.index())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void page_isShort(Path page) {
        assertThat(Excerpts.text(page).lines()).hasSizeLessThanOrEqualTo(MOST_LINES);
    }
}
