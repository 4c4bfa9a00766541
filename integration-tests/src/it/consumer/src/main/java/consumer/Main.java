package consumer;

import dev.mysqlasync.spi.TransportProvider;
import java.util.ServiceLoader;

/** Prints which transports it finds, and whether it runs as a module. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        System.out.println(Main.class.getModule());
        for (TransportProvider provider : ServiceLoader.load(TransportProvider.class)) {
            System.out.println("transport " + provider.name());
        }
    }
}
