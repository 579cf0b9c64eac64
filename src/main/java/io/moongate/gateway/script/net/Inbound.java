package io.moongate.gateway.script.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Bytes that arrived and were not taken yet, and how the stream ended. Used by one event loop. */
public final class Inbound {
    private static final int ROOM = 1024;
    private static final int SHRINK = 64 * 1024;

    private final ByteBuf bytes = Unpooled.buffer(ROOM);
    private @Nullable String ended;
    private @Nullable CompletableFuture<Boolean> waiter;

    /** A stream that has ended already, with these bytes. */
    public static Inbound of(byte[] all) {
        Inbound whole = new Inbound();
        whole.bytes.writeBytes(all);
        whole.ended = "closed";
        return whole;
    }

    void add(ByteBuf more) {
        if (bytes.readerIndex() > SHRINK) {
            bytes.discardReadBytes();
        }
        bytes.writeBytes(more);
    }

    void end(String error) {
        if (ended == null) {
            ended = error;
        }
        wake();
    }

    void wake() {
        CompletableFuture<Boolean> waiting = waiter;
        if (waiting != null) {
            waiter = null;
            waiting.complete(true);
        }
    }

    /** Completes with true when there is more to look at; whoever waits may complete it with false. */
    CompletableFuture<Boolean> changed() {
        CompletableFuture<Boolean> fresh = new CompletableFuture<>();
        waiter = fresh;
        return fresh;
    }

    boolean awaited() {
        return waiter != null;
    }

    /** How the stream ended, or null while more may come. */
    @Nullable
    String ended() {
        return ended;
    }

    int size() {
        return bytes.readableBytes();
    }

    byte at(int index) {
        return bytes.getByte(bytes.readerIndex() + index);
    }

    /** Where a byte is, from an index on; or -1. */
    int indexOf(int from, char wanted) {
        int start = bytes.readerIndex();
        int found = bytes.indexOf(start + from, bytes.writerIndex(), (byte) wanted);
        return found < 0 ? -1 : found - start;
    }

    /** Where a text is, from an index on; or -1. */
    int indexOf(int from, String wanted) {
        int last = size() - wanted.length();
        int at = from;
        while (at <= last) {
            at = indexOf(at, wanted.charAt(0));
            if (at < 0 || at > last) {
                return -1;
            }
            if (startsAt(at, wanted)) {
                return at;
            }
            at++;
        }
        return -1;
    }

    private boolean startsAt(int place, String wanted) {
        for (int i = 1; i < wanted.length(); i++) {
            if ((at(place + i) & 0xff) != wanted.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    String take(int count) {
        String text = bytes.toString(bytes.readerIndex(), count, StandardCharsets.ISO_8859_1);
        skip(count);
        return text;
    }

    String takeAll() {
        return take(size());
    }

    void skip(int count) {
        bytes.skipBytes(count);
        if (!bytes.isReadable()) {
            bytes.clear();
            if (bytes.capacity() > SHRINK) {
                bytes.capacity(ROOM);
            }
        }
    }
}
