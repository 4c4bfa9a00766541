package dev.mysqlasync.tests.redeploy;

import static dev.mysqlasync.testkit.Replies.rows;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.auth.AuthPlugin;
import dev.mysqlasync.protocol.Greeting;
import dev.mysqlasync.spi.TransportProvider;
import dev.mysqlasync.testkit.FakeMySqlServer;
import dev.mysqlasync.tests.Await;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.slf4j.simple.SimpleLogger;

/** Applications in class loaders of their own, as containers load them: what went must leave nothing behind. */
class RedeployTest {

    private final FakeMySqlServer mysql = FakeMySqlServer.socket();

    @BeforeEach
    void answer() {
        mysql.when("SELECT ? + 1 AS answer")
                .withParams(41)
                .reply(rows("answer BIGINT").row(42));
    }

    @AfterEach
    void close() {
        mysql.close();
    }

    @Test
    void application_withADriverOfItsOwn_leavesNeitherThreadsNorClasses() throws Exception {
        List<WeakReference<ClassLoader>> gone = new ArrayList<>();
        for (int round = 0; round < 4; round++) { // the JDK remembers the last record that was compared
            gone.add(deploy(urls(true, true), ClassLoader.getPlatformClassLoader(), true));
        }

        assertThat(gone.subList(0, 3)).allSatisfy(loader -> Await.until(() -> isCollected(loader)));
    }

    @Test
    void application_withTheDriverOfItsContainer_leavesNoClasses() throws Exception {
        try (URLClassLoader container = new URLClassLoader(urls(true, false), ClassLoader.getPlatformClassLoader())) {
            WeakReference<ClassLoader> gone = deploy(urls(false, true), container, false);

            assertThat(threadsOf(container)).as("the driver's threads").isNotEmpty();
            Await.until(() -> isCollected(gone));
            container
                    .loadClass(MySqlConnection.class.getName())
                    .getMethod("closeSharedTransports")
                    .invoke(null);
            Await.until(() -> threadsOf(container).isEmpty());
        }
    }

    @Test
    void application_beforeAndAfterClosingTheTransports_isServed() throws Exception {
        try (URLClassLoader application = new URLClassLoader(urls(true, true), ClassLoader.getPlatformClassLoader())) {
            for (int round = 0; round < 2; round++) {
                assertThat(call(application, "ask", mysql.url())).isEqualTo(42);
                call(application, "end");
                Await.until(() -> threadsOf(application).isEmpty());
            }
        }
    }

    /** One jar on the class path names an authentication plugin and a transport that are not there. */
    @Test
    void application_withBrokenProvidersOnItsClassPath_isServed(@TempDir Path broken) throws Exception {
        for (Class<?> service : List.of(AuthPlugin.class, TransportProvider.class)) {
            Path file = broken.resolve("META-INF/services/" + service.getName());
            Files.createDirectories(file.getParent());
            Files.writeString(file, "no.such.Provider\n");
        }
        List<URL> urls = new ArrayList<>(List.of(urls(true, true)));
        urls.add(0, broken.toUri().toURL());
        try (URLClassLoader application =
                new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            assertThat(call(application, "ask", mysql.url())).isEqualTo(42);
            call(application, "end");
            Await.until(() -> threadsOf(application).isEmpty());
        }
    }

    /** Loads, uses and lets go. */
    private WeakReference<ClassLoader> deploy(URL[] urls, ClassLoader parent, boolean ownDriver) throws Exception {
        try (URLClassLoader application = new URLClassLoader(urls, parent)) {
            assertThat(call(application, "ask", mysql.url())).isEqualTo(42);
            if (ownDriver) {
                call(application, "end");
                Await.until(() -> threadsOf(application).isEmpty());
            }
            return new WeakReference<>(application);
        }
    }

    /** Calls the application as a container does, whose threads carry the application's class loader meanwhile. */
    private static Object call(ClassLoader application, String method, String... arguments)
            throws ReflectiveOperationException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(application);
        try {
            Class<?> main = application.loadClass(DeployedApplication.class.getName());
            assertThat(main.getClassLoader()).isSameAs(application);
            return arguments.length == 0
                    ? main.getMethod(method).invoke(null)
                    : main.getMethod(method, String.class).invoke(null, arguments[0]);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static List<String> threadsOf(ClassLoader loader) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getContextClassLoader() == loader)
                .filter(thread -> thread != Thread.currentThread())
                .map(Thread::getName)
                .toList();
    }

    private static boolean isCollected(WeakReference<ClassLoader> loader) {
        System.gc();
        return loader.get() == null;
    }

    private static URL[] urls(boolean driver, boolean application) throws IOException, ClassNotFoundException {
        List<URL> urls = new ArrayList<>();
        if (driver) {
            for (Class<?> each : List.of(
                    MySqlConnection.class,
                    Greeting.class,
                    AuthPlugin.class,
                    Class.forName("dev.mysqlasync.nio.NioTransportProvider"),
                    LoggerFactory.class,
                    SimpleLogger.class,
                    Arrays.class)) {
                urls.add(each.getProtectionDomain().getCodeSource().getLocation());
            }
        }
        if (application) {
            urls.add(DeployedApplication.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation());
        }
        return urls.toArray(URL[]::new);
    }
}
