package dev.mysqlasync.testkit.real;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The environment of this process.
 *
 * @param variables the environment variables
 * @param properties the system properties
 * @param classes the class loader that finds Testcontainers and jars with a server program
 */
record Environment(Map<String, String> variables, Properties properties, ClassLoader classes) {

    static Environment ofThisJvm() {
        ClassLoader ofThread = Thread.currentThread().getContextClassLoader();
        ClassLoader ofClass = Environment.class.getClassLoader();
        return new Environment(System.getenv(), System.getProperties(), ofThread == null ? ofClass : ofThread);
    }

    /** The value of an environment variable; {@code null} if it is absent or blank. */
    @Nullable
    String variable(String name) {
        return unlessBlank(variables.get(name));
    }

    /** The value of a system property; {@code null} if it is absent or blank. */
    @Nullable
    String property(String name) {
        return unlessBlank(properties.getProperty(name));
    }

    boolean isWindows() {
        return properties.getProperty("os.name", "").startsWith("Windows");
    }

    /** The temporary directory, which all users of the machine may share. */
    Path temporary() {
        return Path.of(properties.getProperty("java.io.tmpdir"));
    }

    private static @Nullable String unlessBlank(@Nullable String value) {
        return value == null || value.isBlank() ? null : value;
    }
}
