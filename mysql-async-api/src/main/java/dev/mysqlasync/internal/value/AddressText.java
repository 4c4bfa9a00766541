package dev.mysqlasync.internal.value;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** Converts IP addresses from and to text and bytes. It never resolves a host name. */
final class AddressText {

    private static final Pattern IPV6 = Pattern.compile("(?=.*:)[0-9A-Fa-f:][0-9A-Fa-f:.]*");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,3}");
    private static final int NO_SCOPE = -1;

    private AddressText() {}

    /** Parses an address; throws {@link IllegalArgumentException} if the text is not one. */
    static InetAddress parse(String text) {
        return IPV6.matcher(text).matches() ? parseIpv6(text) : of(parseIpv4(text));
    }

    private static byte[] parseIpv4(String text) {
        String[] numbers = text.split("\\.", -1);
        byte[] bytes = new byte[4];
        boolean address = numbers.length == bytes.length;
        for (int i = 0; address && i < bytes.length; i++) {
            address = NUMBER.matcher(numbers[i]).matches() && Integer.parseInt(numbers[i]) <= 255;
            bytes[i] = address ? (byte) Integer.parseInt(numbers[i]) : 0;
        }
        if (!address) {
            throw new IllegalArgumentException("not an internet address");
        }
        return bytes;
    }

    /** Java parses a text with a colon as an address and never resolves it. */
    private static InetAddress parseIpv6(String text) {
        try {
            InetAddress address = InetAddress.getByName(text);
            return address instanceof Inet6Address ? address : mapped(address.getAddress());
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("not an internet address", e);
        }
    }

    /** The address of 4 or 16 bytes, the format of {@code INET6_ATON}. */
    static InetAddress of(byte[] bytes) {
        try {
            return bytes.length == 16
                    ? Inet6Address.getByAddress(null, bytes, NO_SCOPE)
                    : InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("not the 4 or 16 bytes of an internet address", e);
        }
    }

    /** The address without host name and scope. */
    static String of(InetAddress address) {
        return of(address.getAddress()).getHostAddress();
    }

    /**
     * Java would turn an IPv4-mapped address such as ::ffff:1.2.3.4 into an IPv4 address. This method keeps it IPv6.
     */
    private static InetAddress mapped(byte[] ipv4) {
        byte[] bytes = new byte[16];
        bytes[10] = (byte) 0xFF;
        bytes[11] = (byte) 0xFF;
        System.arraycopy(ipv4, 0, bytes, 12, 4);
        return of(bytes);
    }
}
