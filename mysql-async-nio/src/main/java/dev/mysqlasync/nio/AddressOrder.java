package dev.mysqlasync.nio;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Orders a host's addresses for connecting. */
final class AddressOrder {

    private AddressOrder() {}

    /**
     * Alternates IPv4 and IPv6 addresses, starting with the family of the resolver's first address (RFC 8305 section
     * 4).
     */
    static List<InetAddress> alternate(List<InetAddress> addresses) {
        if (addresses.isEmpty()) {
            return addresses;
        }
        Class<?> firstFamily = addresses.get(0).getClass();
        Iterator<InetAddress> preferred =
                addresses.stream().filter(firstFamily::isInstance).iterator();
        Iterator<InetAddress> others = addresses.stream()
                .filter(address -> !firstFamily.isInstance(address))
                .iterator();
        List<InetAddress> ordered = new ArrayList<>(addresses.size());
        while (preferred.hasNext() || others.hasNext()) {
            if (preferred.hasNext()) {
                ordered.add(preferred.next());
            }
            if (others.hasNext()) {
                ordered.add(others.next());
            }
        }
        return ordered;
    }
}
