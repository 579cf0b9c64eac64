package io.moongate.gateway.wire;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Takes HTTP/1.1 off a connection, byte by byte, so that nothing of what follows is lost. */
public final class Incoming {
    private static final int HEX = 16;

    private Incoming() {}

    /** One line without its end. */
    public static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("closed after: " + line.toString(StandardCharsets.ISO_8859_1));
            }
            if (c != '\r') {
                line.write(c);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    /** So many bytes of a body, or as many as come before the connection ends. */
    public static void take(InputStream in, int size, ByteArrayOutputStream body) throws IOException {
        byte[] piece = in.readNBytes(size);
        body.writeBytes(piece);
        if (piece.length < size) {
            throw new EOFException("the connection was cut");
        }
    }

    /** The pieces of a body that comes in chunks. */
    public static void chunks(InputStream in, ByteArrayOutputStream body) throws IOException {
        for (int size = -1; size != 0; ) {
            size = Integer.parseInt(line(in).split(";", 2)[0].strip(), HEX);
            take(in, size, body);
            line(in);
        }
    }

    /** The same as characters, one a byte. */
    public static String chunks(InputStream in) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        chunks(in, body);
        return body.toString(StandardCharsets.ISO_8859_1);
    }
}
