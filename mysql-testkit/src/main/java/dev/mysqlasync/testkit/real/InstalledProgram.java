package dev.mysqlasync.testkit.real;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds an installed server program. */
final class InstalledProgram {

    private static final Pattern VERSION = Pattern.compile("Ver (\\d+\\.\\d+\\.\\d+)");

    private InstalledProgram() {}

    static ServerProgram find(Environment environment) throws UnavailableException {
        Path program = onPath(environment)
                .orElseThrow(() -> new UnavailableException("neither mysqld nor mariadbd is on the PATH"));
        String version = versionOf(program);
        boolean mariaDb = version.contains("MariaDB");
        Matcher number = VERSION.matcher(version);
        String name = (mariaDb ? "MariaDB " : "MySQL ") + (number.find() ? number.group(1) : "") + " of " + program;
        return new ServerProgram(name, program, mariaDb ? shareOf(program) : null);
    }

    /**
     * Searches the PATH, then the directories for administrators, where servers are installed but which not every PATH
     * has.
     */
    private static Optional<Path> onPath(Environment environment) {
        String path = environment.variable("PATH");
        Stream<String> named = path == null ? Stream.empty() : Stream.of(path.split(Pattern.quote(File.pathSeparator)));
        List<String> directories = environment.isWindows()
                ? named.toList()
                : Stream.concat(named, Stream.of("/usr/sbin", "/usr/local/sbin", "/usr/libexec"))
                        .toList();
        String suffix = environment.isWindows() ? ".exe" : "";
        return directories.stream()
                .filter(directory -> !directory.isBlank())
                .flatMap(directory -> Stream.of("mysqld", "mariadbd").map(name -> Path.of(directory, name + suffix)))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }

    private static String versionOf(Path program) throws UnavailableException {
        try {
            Process process = new ProcessBuilder(program.toString(), "--no-defaults", "--version")
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UnavailableException(program + " cannot be run", e);
        }
    }

    private static Path shareOf(Path program) throws UnavailableException {
        try {
            Path base = program.toRealPath().resolve("../..").normalize();
            return Stream.of("share/mysql", "share/mariadb", "share")
                    .map(base::resolve)
                    .filter(ServerProgram::hasSystemTables)
                    .findFirst()
                    .orElseThrow(() -> new UnavailableException(program + " lacks the SQL files of its system tables"));
        } catch (IOException e) {
            throw new UnavailableException(program + " cannot be read", e);
        }
    }
}
