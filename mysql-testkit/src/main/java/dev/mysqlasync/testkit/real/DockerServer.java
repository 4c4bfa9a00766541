package dev.mysqlasync.testkit.real;

import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A MySQL container, run by Testcontainers. Testcontainers is called by reflection, so that it is optional. */
final class DockerServer implements RunningServer {

    static final String CONTAINER_CLASS = "org.testcontainers.mysql.MySQLContainer";
    private static final String IMAGE = "mysql:8.4";

    private final Object container;
    private final String url;

    private DockerServer(Object container, String url) {
        this.container = container;
        this.url = url;
    }

    static DockerServer open(Environment environment) throws UnavailableException {
        DockerProbe.of(environment).requireAnswer();
        Object container = newContainer(environment.classes());
        try {
            call(container, "start");
            return new DockerServer(
                    container,
                    "mysql://root:" + call(container, "getPassword") + "@"
                            + call(container, "getHost") + ":" + call(container, "getFirstMappedPort") + "/"
                            + call(container, "getDatabaseName"));
        } catch (ReflectiveOperationException e) {
            throw new UnavailableException("the container " + IMAGE + " did not start (" + reason(e) + ")", e);
        }
    }

    static Object newContainer(ClassLoader classes) throws UnavailableException {
        try {
            return Class.forName(CONTAINER_CLASS, true, classes)
                    .getConstructor(String.class)
                    .newInstance(IMAGE);
        } catch (ClassNotFoundException e) {
            throw new UnavailableException("org.testcontainers:testcontainers-mysql is not on the class path", e);
        } catch (ReflectiveOperationException e) {
            throw new UnavailableException("Testcontainers cannot be used (" + reason(e) + ")", e);
        }
    }

    private static Object call(Object container, String method) throws ReflectiveOperationException {
        return String.valueOf(container.getClass().getMethod(method).invoke(container));
    }

    private static String reason(ReflectiveOperationException e) {
        return String.valueOf(e instanceof InvocationTargetException ? e.getCause() : e);
    }

    @Override
    public String name() {
        return "the container " + IMAGE;
    }

    @Override
    public String url() {
        return url;
    }

    @Override
    public @Nullable Path socket() {
        return null;
    }

    @Override
    public void close() {
        try {
            call(container, "stop");
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot stop the container " + IMAGE + ": " + reason(e), e);
        }
    }
}
