package dev.mysqlasync.tests.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.tests.Reactor;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Sizes and names. */
class SourceShapeTest {

    private static final List<SourceFile> ALL = parse(true);
    private static final List<SourceFile> MAIN = parse(false);

    private static final Pattern EMPTY_NAME = Pattern.compile(".*(Impl|Utils?|Manager|Helper)");
    private static final Pattern MYSQL = Pattern.compile("(?i)mysql|mariadb");
    private static final Pattern OWN_NAME = Pattern.compile("dev\\.mysqlasync|mysql-async");

    private static final Pattern OWN_IMPORT = Pattern.compile("(?m)^import (static )?dev\\.mysqlasync\\.");

    private static List<SourceFile> parse(boolean withTests) {
        return SourceFile.parse(Reactor.root(), Reactor.javaFiles(withTests));
    }

    @Test
    void files_areFound() {
        assertThat(MAIN)
                .extracting(SourceFile::path)
                .contains(Path.of("mysql-protocol/src/main/java/module-info.java"));
        assertThat(ALL).hasSizeGreaterThan(MAIN.size());
    }

    @Test
    void file_hasAtMost500Lines() {
        assertThat(ALL).filteredOn(file -> file.lineCount() > 500).isEmpty();
    }

    @Test
    void mainFile_hasAtMost450Lines() {
        assertThat(MAIN).filteredOn(file -> file.lineCount() > 450).isEmpty();
    }

    /** Whoever needs more than that does more than one thing. */
    @Test
    void mainFile_importsAtMost30ClassesOfTheProject() {
        assertThat(MAIN)
                .filteredOn(file -> OWN_IMPORT.matcher(file.text()).results().count() > 30)
                .isEmpty();
    }

    @Test
    void nineFilesInTen_haveAtMost250Lines() {
        assertThat(shareOfMainFilesUpTo(250)).isGreaterThanOrEqualTo(0.9);
    }

    @Test
    void halfTheFiles_haveAtMost100Lines() {
        assertThat(shareOfMainFilesUpTo(100)).isGreaterThanOrEqualTo(0.5);
    }

    private static double shareOfMainFilesUpTo(int lines) {
        return (double) MAIN.stream().filter(file -> file.lineCount() <= lines).count() / MAIN.size();
    }

    /** In tests a long method may be a table of cases. */
    @Test
    void method_hasAtMost40Lines() {
        assertThat(MAIN.stream().flatMap(file -> file.methods().stream()))
                .filteredOn(method -> method.lineCount() > 40)
                .isEmpty();
    }

    @Test
    void mostMethods_haveAtMost10Lines() {
        List<SourceFile.Method> methods =
                MAIN.stream().flatMap(file -> file.methods().stream()).toList();
        assertThat(methods).filteredOn(method -> method.lineCount() <= 10).hasSizeGreaterThan(methods.size() / 2);
    }

    @Test
    void type_saysWhatItIs() {
        Stream<String> types = ALL.stream().flatMap(file -> file.types().stream());
        assertThat(types.filter(name -> EMPTY_NAME.matcher(name).matches())).isEmpty();
    }

    @Test
    void nioTransport_hasNoWordOfMySql() {
        assertThat(MAIN.stream().filter(file -> file.path().startsWith("mysql-async-nio")))
                .isNotEmpty()
                .allSatisfy(file ->
                        assertThat(OWN_NAME.matcher(file.text()).replaceAll("")).doesNotContainPattern(MYSQL));
    }

    /** Each would keep the class loader of the application that happens to need it first. */
    @Test
    void nioTransport_makesNoThreadThatInheritsFromItsMaker() {
        assertThat(MAIN.stream()
                        .filter(file -> file.path().startsWith("mysql-async-nio"))
                        .flatMap(file -> file.text().lines())
                        .filter(line -> line.contains("new Thread(") || line.contains("new IoThread(")))
                .isNotEmpty()
                .allMatch(line -> line.contains("DetachedThreads.make("));
    }
}
