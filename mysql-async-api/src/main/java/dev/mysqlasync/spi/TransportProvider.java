package dev.mysqlasync.spi;

/** A kind of transport, found with {@link java.util.ServiceLoader}. Providers are stateless and thread-safe. */
public interface TransportProvider {

    /** The name that the option {@code transport} selects this provider by, such as {@code nio}. */
    String name();

    /** Creates a transport with its own threads. The caller closes it. */
    Transport create(TransportOptions options);
}
