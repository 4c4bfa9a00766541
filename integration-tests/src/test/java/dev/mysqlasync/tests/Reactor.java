package dev.mysqlasync.tests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The project's own directories and files, for tests that look at them. */
public final class Reactor {

    /** The modules that are published as jars. */
    public static final List<String> PUBLISHED =
            List.of("mysql-protocol", "mysql-auth", "mysql-async-api", "mysql-async-nio", "mysql-testkit");

    private static final Path ROOT = findRoot();

    private Reactor() {}

    private static Path findRoot() {
        Path directory = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
        while (!Files.exists(directory.resolve("mysql-protocol/pom.xml"))) {
            directory = directory.getParent();
        }
        return directory;
    }

    public static Path root() {
        return ROOT;
    }

    /** The jar that this build has packaged; there is one from the phase {@code package} on. */
    public static Path jar(String module) {
        return ROOT.resolve(module)
                .resolve("target")
                .resolve(module + "-" + System.getProperty("project.version") + ".jar");
    }

    /** The Java files of every module, or only those that are no tests. */
    public static List<Path> javaFiles(boolean withTests) {
        try (Stream<Path> files =
                Files.find(ROOT, 20, (file, attributes) -> file.toString().endsWith(".java"))) {
            return files.map(ROOT::relativize)
                    .filter(file ->
                            !file.startsWith("target") && !file.toString().contains("/target/"))
                    .filter(file -> withTests || file.toString().contains("src/main/java"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
