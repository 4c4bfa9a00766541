package dev.mysqlasync.nio;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The order in which a host's addresses are tried. */
final class AddressOrder {

    private AddressOrder() {}

    /** Takes IPv4 and IPv6 addresses in turn, the family of the resolver's first one first (RFC 8305 section 4). */
    static List<InetAddress> alternate(List<InetAddress> addresses) {
        if (addresses.isEmpty()) {
            return addresses;
        }
        Class<?> firstFamily = addresses.get(0).getClass();
        Map<Boolean, List<InetAddress>> families =
                addresses.stream().collect(Collectors.partitioningBy(firstFamily::isInstance));
        Iterator<InetAddress> preferred = families.get(true).iterator();
        Iterator<InetAddress> others = families.get(false).iterator();
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
