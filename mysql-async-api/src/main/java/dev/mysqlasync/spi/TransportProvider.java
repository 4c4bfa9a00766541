package dev.mysqlasync.spi;

/** A kind of transport, found through {@link java.util.ServiceLoader}. Providers are stateless and thread-safe. */
public interface TransportProvider {

    /** The name by which options choose this provider, such as {@code nio}. */
    String name();

    /** Makes a transport with threads of its own; the caller closes it. */
    Transport create(TransportOptions options);
}
