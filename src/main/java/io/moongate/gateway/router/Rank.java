package io.moongate.gateway.router;

import io.moongate.gateway.model.Route;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * The place of a route, or of a part of one, in the traditional_compatible flavor: the larger number goes first, and of
 * equal ones the larger id. The bits are as a Kong has them in force, overflows included.
 */
record Rank(long number, UUID id) implements Comparable<Rank> {
    private static final long ONLY_PLAIN_HOSTS = 1L << 60;
    private static final long PATTERN = 1L << 51;
    private static final long NEGATIVE = 1L << 63;
    private static final int KINDS_SHIFT = 29;
    private static final int HEADERS_SHIFT = 20;
    private static final int PRIORITY_SHIFT = 19;
    private static final int MOST_HEADERS = 255;
    private static final UUID PARTS = UUID.fromString("7f145bf9-0dce-4f91-98eb-debbce4b9f6b");

    /**
     * Ranks a part of a route.
     *
     * @param pattern whether its paths are expressions
     * @param prefixLength the length in bytes of its prefixes
     */
    static Rank of(Route route, UUID id, boolean pattern, int prefixLength) {
        boolean plainHosts = !route.hosts().isEmpty() && route.hosts().stream().noneMatch(host -> host.contains("*"));
        int headers = Math.min(route.headers().size(), MOST_HEADERS) << HEADERS_SHIFT;
        int kinds = kinds(route) << KINDS_SHIFT;
        if (!plainHosts && !pattern) {
            return new Rank(widened(kinds | headers | prefixLength), id);
        }
        long number = (plainHosts ? ONLY_PLAIN_HOSTS : 0) | widened(kinds) | headers;
        if (pattern) {
            number |= PATTERN | widened((int) (route.regexPriority() << PRIORITY_SHIFT));
        } else {
            number |= prefixLength;
        }
        return new Rank(number, id);
    }

    /** A negative number becomes the highest bit alone, as it does where Kong turns it into an unsigned one. */
    private static long widened(int part) {
        return part < 0 ? NEGATIVE : part;
    }

    private static int kinds(Route route) {
        return (route.methods().isEmpty() ? 0 : 1)
                + (route.hosts().isEmpty() ? 0 : 1)
                + (route.headers().isEmpty() ? 0 : 1)
                + (route.snis().isEmpty() ? 0 : 1)
                + (route.paths().isEmpty() ? 0 : 1);
    }

    /** The id of a part of a route that is split by its paths; parts count from 1. */
    static UUID partId(UUID route, int part) {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
        digest.update(ByteBuffer.allocate(16)
                .putLong(PARTS.getMostSignificantBits())
                .putLong(PARTS.getLeastSignificantBits())
                .array());
        ByteBuffer hash = ByteBuffer.wrap(digest.digest((route + "#" + part).getBytes(StandardCharsets.US_ASCII)));
        long high = hash.getLong() & 0xFFFFFFFFFFFF0FFFL | 0x5000L;
        long low = hash.getLong() & 0x3FFFFFFFFFFFFFFFL | 0x8000000000000000L;
        return new UUID(high, low);
    }

    @Override
    public int compareTo(Rank other) {
        int order = Long.compareUnsigned(other.number, number);
        return order != 0 ? order : compareIds(other.id, id);
    }

    private static int compareIds(UUID one, UUID other) {
        int order = Long.compareUnsigned(one.getMostSignificantBits(), other.getMostSignificantBits());
        return order != 0
                ? order
                : Long.compareUnsigned(one.getLeastSignificantBits(), other.getLeastSignificantBits());
    }
}
