package io.moongate.gateway.proxy.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Where a worker lays out the head of a message, over and over in the same array, before it goes into a buffer of the
 * right size. Characters are bytes.
 */
public final class HeadBuffer {
    /** Up to this size the first piece of the body goes into the same buffer: cheaper than a second write. */
    private static final int SMALL_BODY = 8192;

    private byte[] bytes = new byte[4096];
    private int length;

    /** Starts over. */
    public HeadBuffer reset() {
        length = 0;
        return this;
    }

    /** Adds bytes. */
    public HeadBuffer bytes(byte[] more) {
        room(more.length);
        System.arraycopy(more, 0, bytes, length, more.length);
        length += more.length;
        return this;
    }

    /** Adds text without line ends. */
    public HeadBuffer text(String text) {
        int count = text.length();
        room(count);
        copy(text, count);
        length += count;
        return this;
    }

    /** Adds a number. */
    public HeadBuffer number(long number) {
        if (number >= 0 && number < 10) {
            room(1);
            bytes[length++] = (byte) ('0' + number);
            return this;
        }
        return text(Long.toString(number));
    }

    /**
     * Adds a header line. A line end inside the value, which would begin another line, is written as %0D or %0A, and so
     * is whatever in a name would end it.
     */
    public HeadBuffer line(String name, String value) {
        name(name);
        room(2);
        bytes[length++] = ':';
        bytes[length++] = ' ';
        value(value);
        return end();
    }

    /** Adds a header line with a number. */
    public HeadBuffer line(String name, long value) {
        name(name);
        room(2);
        bytes[length++] = ':';
        bytes[length++] = ' ';
        return number(value).end();
    }

    /** Adds a part of a request's target, with what would end it there escaped. */
    public HeadBuffer target(String text) {
        return escaped(text, false);
    }

    private HeadBuffer name(String name) {
        return escaped(name, true);
    }

    private HeadBuffer escaped(String text, boolean name) {
        for (int i = 0; i < text.length(); i++) {
            if (ends(text.charAt(i), name)) {
                return escape(text, name);
            }
        }
        return text(text);
    }

    private HeadBuffer escape(String text, boolean name) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (ends(c, name)) {
                out.append('%').append(Character.toUpperCase(Character.forDigit(c >> 4, 16)));
                out.append(Character.toUpperCase(Character.forDigit(c & 15, 16)));
            } else {
                out.append(c);
            }
        }
        return text(out.toString());
    }

    private static boolean ends(char c, boolean name) {
        return c <= ' ' || c == 0x7f || (name && c == ':');
    }

    /** Adds a value, made harmless. */
    public HeadBuffer value(String value) {
        boolean harmless = value.indexOf('\n') < 0 && value.indexOf('\r') < 0 && value.indexOf('\0') < 0;
        return text(
                harmless
                        ? value
                        : value.replace("\r", "%0D").replace("\n", "%0A").replace("\0", "%00"));
    }

    /** Adds a line end. */
    public HeadBuffer end() {
        room(2);
        bytes[length++] = '\r';
        bytes[length++] = '\n';
        return this;
    }

    /** Adds the bytes of a buffer, which stays as it is. */
    public HeadBuffer bytes(ByteBuf more) {
        int count = more.readableBytes();
        room(count);
        more.getBytes(more.readerIndex(), bytes, length, count);
        length += count;
        return this;
    }

    /** Adds the bytes of a buffer. */
    public HeadBuffer bytes(Buffer more) {
        int count = more.length();
        room(count);
        more.getBytes(bytes, length);
        length += count;
        return this;
    }

    /** Adds the size line of a chunk. */
    public HeadBuffer chunkSize(int size) {
        return text(Integer.toHexString(size)).end();
    }

    /** The bytes as a buffer of their own. */
    public ByteBuf toBuffer(ByteBufAllocator allocator) {
        return allocator.directBuffer(length).writeBytes(bytes, 0, length);
    }

    /** Whether so many bytes of a body are better copied behind the head than written on their own. */
    public static boolean goesWithHead(int size) {
        return size <= SMALL_BODY;
    }

    /** Bytes so far. */
    public int length() {
        return length;
    }

    @Override
    public String toString() {
        return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    }

    // The one method of String that copies Latin-1 characters into an array without a charset encoder.
    @SuppressWarnings("deprecation")
    private void copy(String text, int count) {
        text.getBytes(0, count, bytes, length);
    }

    private void room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
