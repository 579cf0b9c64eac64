package io.moongate.gateway.exchange;

import io.netty.util.NetUtil;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A set of IP addresses and blocks of them ({@code 10.0.0.0/8}), such as the trusted proxies. Immutable. */
public final class AddressBlocks {
    private record Block(byte[] address, int bits) {
        boolean contains(byte[] other) {
            if (other.length != address.length) {
                return false;
            }
            int whole = bits / 8;
            for (int i = 0; i < whole; i++) {
                if (address[i] != other[i]) {
                    return false;
                }
            }
            int rest = bits % 8;
            return rest == 0 || ((address[whole] ^ other[whole]) & 0xff) >> (8 - rest) == 0;
        }
    }

    /** No address at all. */
    public static final AddressBlocks NONE = new AddressBlocks(List.of());

    private final List<Block> blocks;

    private AddressBlocks(List<Block> blocks) {
        this.blocks = blocks;
    }

    /**
     * Reads addresses and blocks; what is neither, such as {@code unix:}, is left out.
     *
     * @throws IllegalArgumentException if the width of a block is wrong
     */
    public static AddressBlocks of(List<String> texts) {
        List<Block> blocks = new ArrayList<>();
        for (String text : texts) {
            int slash = text.indexOf('/');
            byte[] address =
                    bytes(slash < 0 ? text.strip() : text.substring(0, slash).strip());
            if (address != null) {
                int widest = address.length * 8;
                int bits = slash < 0
                        ? widest
                        : Integer.parseInt(text.substring(slash + 1).strip());
                if (bits < 0 || bits > widest) {
                    throw new IllegalArgumentException("bad width of an address block: " + text);
                }
                blocks.add(new Block(address, bits));
            }
        }
        return blocks.isEmpty() ? NONE : new AddressBlocks(List.copyOf(blocks));
    }

    /** Whether an address is in one of the blocks; false for what is no address. */
    public boolean contains(String text) {
        if (blocks.isEmpty()) {
            return false;
        }
        byte[] address = bytes(text);
        if (address != null) {
            for (Block block : blocks) {
                if (block.contains(address)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether a text is an IPv4 or IPv6 address. */
    public static boolean isAddress(String text) {
        return NetUtil.isValidIpV4Address(text) || NetUtil.isValidIpV6Address(text);
    }

    private static byte @Nullable [] bytes(String text) {
        return isAddress(text) ? NetUtil.createByteArrayFromIpAddressString(text) : null;
    }
}
