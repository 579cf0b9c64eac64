package io.moongate.gateway.script.require.openssl;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** As much of ASN.1's binary form as keys and names need. */
final class Der {
    static final int INTEGER = 0x02;
    static final int BITS = 0x03;
    static final int OCTETS = 0x04;
    static final int OID = 0x06;
    static final int SEQUENCE = 0x30;

    private Der() {}

    /** One element: its tag, what is in it, and all of it. */
    record Item(int tag, byte[] content, byte[] whole) {
        /** The elements in it. */
        List<Item> items() {
            return Der.items(content);
        }

        /** The element at a place in it. */
        Item item(int place) {
            List<Item> all = items();
            if (place >= all.size()) {
                throw new IllegalArgumentException("bad DER");
            }
            return all.get(place);
        }

        /** The first element in it with a tag. */
        @Nullable
        Item tagged(int wanted) {
            return items().stream()
                    .filter(item -> item.tag == wanted)
                    .findFirst()
                    .orElse(null);
        }

        /** The content as an object identifier with dots. */
        String oid() {
            StringBuilder out = new StringBuilder();
            long value = 0;
            for (byte b : content) {
                value = value << 7 | b & 0x7f;
                if (b >= 0) {
                    if (out.isEmpty()) {
                        long first = Math.min(value / 40, 2);
                        out.append(first).append('.').append(value - first * 40);
                    } else {
                        out.append('.').append(value);
                    }
                    value = 0;
                }
            }
            return out.toString();
        }
    }

    /** The single element that bytes are. */
    static Item read(byte[] bytes) {
        List<Item> all = items(bytes);
        if (all.size() != 1) {
            throw new IllegalArgumentException("bad DER");
        }
        return all.getFirst();
    }

    private static List<Item> items(byte[] bytes) {
        List<Item> items = new ArrayList<>();
        int at = 0;
        while (at < bytes.length) {
            int start = at;
            int tag = bytes[at++] & 0xff;
            if (at >= bytes.length) {
                throw new IllegalArgumentException("bad DER");
            }
            int length = bytes[at++] & 0xff;
            if (length > 0x84 || length == 0x80) {
                throw new IllegalArgumentException("bad DER");
            }
            if (length > 0x80) {
                long wide = 0;
                for (int i = length - 0x80; i > 0 && at < bytes.length; i--) {
                    wide = wide << 8 | bytes[at++] & 0xff;
                }
                length = (int) Math.min(wide, Integer.MAX_VALUE);
            }
            if (length > bytes.length - at) {
                throw new IllegalArgumentException("bad DER");
            }
            items.add(new Item(
                    tag, Arrays.copyOfRange(bytes, at, at + length), Arrays.copyOfRange(bytes, start, at + length)));
            at += length;
        }
        return items;
    }

    static byte[] sequence(byte[]... parts) {
        return element(SEQUENCE, parts);
    }

    static byte[] integer(BigInteger number) {
        return element(INTEGER, number.toByteArray());
    }

    static byte[] octets(byte[] bytes) {
        return element(OCTETS, bytes);
    }

    /** Whole bytes as a string of bits. */
    static byte[] bits(byte[] bytes) {
        return element(BITS, new byte[] {0}, bytes);
    }

    static byte[] oid(String dotted) {
        String[] parts = dotted.split("\\.");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        base128(out, Long.parseLong(parts[0]) * 40 + Long.parseLong(parts[1]));
        for (int i = 2; i < parts.length; i++) {
            base128(out, Long.parseLong(parts[i]));
        }
        return element(OID, out.toByteArray());
    }

    private static void base128(ByteArrayOutputStream out, long value) {
        int shift = 0;
        while (value >> shift + 7 != 0) {
            shift += 7;
        }
        for (; shift > 0; shift -= 7) {
            out.write((int) (value >> shift & 0x7f | 0x80));
        }
        out.write((int) (value & 0x7f));
    }

    static byte[] nothing() {
        return new byte[] {5, 0};
    }

    /** An element of a tag with this content. */
    static byte[] element(int tag, byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        out.write(tag);
        if (length < 0x80) {
            out.write(length);
        } else {
            int bytes = (39 - Integer.numberOfLeadingZeros(length)) / 8;
            out.write(0x80 | bytes);
            for (int i = bytes - 1; i >= 0; i--) {
                out.write(length >> i * 8);
            }
        }
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
