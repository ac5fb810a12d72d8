package io.opdbus.core.tool.builtin;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** Tells addresses of the public internet from those of this machine, its network and special purposes. */
final class PublicAddress {

    private static final int[][] SPECIAL_V4 = {
        // first address, prefix length; what InetAddress itself knows (10/8, 127/8, 169.254/16, ...) is left out
        {0x00000000, 8}, // "this" network
        {0x64400000, 10}, // shared by carriers
        {0xC0000000, 24}, // protocol assignments
        {0xC0000200, 24}, // documentation
        {0xC6120000, 15}, // benchmarks
        {0xC6336400, 24}, // documentation
        {0xCB007100, 24}, // documentation
        {0xF0000000, 4}, // reserved, broadcast
    };

    private PublicAddress() {}

    static boolean test(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        byte[] bytes = address.getAddress();
        return address instanceof Inet6Address ? publicV6(bytes) : publicV4(bytes);
    }

    private static boolean publicV4(byte[] bytes) {
        int value = (bytes[0] & 0xFF) << 24 | (bytes[1] & 0xFF) << 16 | (bytes[2] & 0xFF) << 8 | bytes[3] & 0xFF;
        for (int[] range : SPECIAL_V4) {
            int mask = -1 << 32 - range[1];
            if ((value & mask) == range[0]) {
                return false;
            }
        }
        return true;
    }

    private static boolean publicV6(byte[] bytes) {
        if (starts(bytes, 0x00, 0x64, 0xFF, 0x9B)) {
            // Translated to IPv4 by the network.
            return embedded(bytes, 12);
        }
        if (starts(bytes, 0x20, 0x02)) {
            return embedded(bytes, 2);
        }
        // Only 2000::/3 is global unicast; of it, tunnels and documentation are not.
        return (bytes[0] & 0xE0) == 0x20
                && !starts(bytes, 0x20, 0x01, 0x00, 0x00)
                && !starts(bytes, 0x20, 0x01, 0x0D, 0xB8);
    }

    private static boolean embedded(byte[] bytes, int at) {
        try {
            return test(InetAddress.getByAddress(Arrays.copyOfRange(bytes, at, at + 4)));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }

    private static boolean starts(byte[] bytes, int... prefix) {
        for (int i = 0; i < prefix.length; i++) {
            if ((bytes[i] & 0xFF) != prefix[i]) {
                return false;
            }
        }
        return true;
    }
}
