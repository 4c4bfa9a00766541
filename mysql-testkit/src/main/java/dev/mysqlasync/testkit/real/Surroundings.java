package dev.mysqlasync.testkit.real;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * What this process can see of its machine.
 *
 * @param environment the environment's variables
 * @param properties the system properties
 * @param classes where jars with a server program, and Testcontainers, are looked up
 */
record Surroundings(Map<String, String> environment, Properties properties, ClassLoader classes) {

    static Surroundings ofThisJvm() {
        ClassLoader ofThread = Thread.currentThread().getContextClassLoader();
        ClassLoader ofClass = Surroundings.class.getClassLoader();
        return new Surroundings(System.getenv(), System.getProperties(), ofThread == null ? ofClass : ofThread);
    }

    /** The value of a variable, or {@code null} when it is absent or blank. */
    @Nullable
    String variable(String name) {
        return unlessBlank(environment.get(name));
    }

    /** The value of a system property, or {@code null} when it is absent or blank. */
    @Nullable
    String property(String name) {
        return unlessBlank(properties.getProperty(name));
    }

    boolean isWindows() {
        return properties.getProperty("os.name", "").startsWith("Windows");
    }

    /** The temporary directory that all users of the machine share. */
    Path temporary() {
        return Path.of(properties.getProperty("java.io.tmpdir"));
    }

    private static @Nullable String unlessBlank(@Nullable String value) {
        return value == null || value.isBlank() ? null : value;
    }
}
