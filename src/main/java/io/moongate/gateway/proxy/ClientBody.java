package io.moongate.gateway.proxy;

import io.moongate.gateway.exchange.RequestBody;
import io.moongate.gateway.proxy.upstream.BodySource;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request as it comes in. Pieces wait here until somebody takes them, and while too many wait, nothing is
 * read from the client. Used by one worker's thread.
 */
final class ClientBody implements RequestBody, BodySource {
    /** Bytes that may wait to be taken before reading stops. */
    private static final int MOST_QUEUED = 128 * 1024;

    /** Bytes kept so that a request can be sent once more to another upstream. */
    private static final int MOST_KEPT = 64 * 1024;

    /** Bytes that are gathered for functions that ask for the whole; a larger body is refused when they do. */
    private static final long MOST_GATHERED = 64L << 20;

    private static final Buffer EMPTY = Buffer.buffer();

    private final Channel channel;
    private final Runnable wanted;
    private final long largest;
    private final boolean announced;
    private final ArrayDeque<ByteBuf> pieces = new ArrayDeque<>();
    private final List<ByteBuf> given = new ArrayList<>();

    private int queued;
    private int kept;
    private long received;
    private boolean asked;
    private boolean ended;
    private boolean failed;
    private boolean tooLarge;
    private boolean malformed;
    private boolean discarding;
    private boolean repeatable = true;
    private boolean replaced;
    private int fillLimit;
    private @Nullable Buffer bytes;
    private @Nullable Runnable readable;
    private @Nullable CompletableFuture<Buffer> whole;
    private @Nullable CompletableFuture<Boolean> filled;

    /**
     * A body that is still to come.
     *
     * @param wanted called when somebody asks for the body for the first time
     * @param largest more bytes than that are refused; 0 for any number
     */
    ClientBody(Channel channel, boolean present, Runnable wanted, long largest) {
        this.channel = channel;
        this.wanted = wanted;
        this.largest = largest;
        this.announced = present;
        this.ended = !present;
    }

    @Override
    public CompletionStage<Buffer> readAll() {
        if (bytes != null) {
            return CompletableFuture.completedFuture(bytes);
        }
        ask();
        CompletableFuture<Buffer> waiting = whole;
        if (waiting == null) {
            waiting = new CompletableFuture<>();
            whole = waiting;
            settle();
            resume();
        }
        return waiting;
    }

    @Override
    public @Nullable Buffer bytes() {
        return bytes;
    }

    @Override
    public void replace(Buffer fresh) {
        bytes = fresh;
        replaced = true;
        discard();
    }

    @Override
    public boolean replaced() {
        return replaced;
    }

    @Override
    public void discard() {
        discarding = true;
        dropPieces();
        resume();
    }

    /**
     * Waits until a small body is there whole.
     *
     * @return whether it is; false where it is larger than the limit
     */
    CompletionStage<Boolean> fill(int limit) {
        ask();
        CompletableFuture<Boolean> waiting = new CompletableFuture<>();
        fillLimit = limit;
        filled = waiting;
        settle();
        return waiting;
    }

    /** Whether the head of the request told of a body. */
    boolean announced() {
        return announced;
    }

    /** Bytes that wait to be taken. */
    int queued() {
        return queued;
    }

    /** Whether more bytes came than are allowed. */
    boolean tooLarge() {
        return tooLarge;
    }

    /** Whether what came is no body. */
    boolean malformed() {
        return malformed;
    }

    /** What came is no body: a chunk without a size, say. */
    void malform() {
        malformed = true;
        fail();
    }

    /** Whether all of it has come. */
    boolean ended() {
        return ended;
    }

    /** A piece has come; taken over. */
    void offer(ByteBuf piece) {
        int size = piece.readableBytes();
        received += size;
        if ((largest > 0 && received > largest) || (whole != null && !discarding && received > MOST_GATHERED)) {
            tooLarge = true;
            piece.release();
            fail();
            return;
        }
        if (discarding || failed || size == 0) {
            piece.release();
            return;
        }
        pieces.add(piece);
        queued += size;
        if (queued > MOST_QUEUED && whole == null) {
            channel.config().setAutoRead(false);
        }
        tell();
    }

    /** The last piece has come. */
    void end() {
        if (!ended) {
            ended = true;
            tell();
        }
    }

    /** The rest will never come. */
    void fail() {
        if (!ended && !failed) {
            failed = true;
            tell();
        }
    }

    /** Nobody will ask any more. */
    void close() {
        readable = null;
        repeatable = false;
        discard();
        given.forEach(ByteBuf::release);
        given.clear();
    }

    @Override
    public @Nullable ByteBuf poll() {
        ask();
        ByteBuf piece = pieces.poll();
        if (piece == null) {
            return null;
        }
        queued -= piece.readableBytes();
        if (queued < MOST_QUEUED / 2) {
            resume();
        }
        if (repeatable) {
            kept += piece.readableBytes();
            if (kept <= MOST_KEPT) {
                given.add(piece.retainedDuplicate());
            } else {
                repeatable = false;
                given.forEach(ByteBuf::release);
                given.clear();
            }
        }
        return piece;
    }

    @Override
    public boolean drained() {
        return ended && pieces.isEmpty();
    }

    @Override
    public boolean failed() {
        return failed;
    }

    @Override
    public void onReadable(@Nullable Runnable callback) {
        readable = callback;
    }

    @Override
    public boolean restart() {
        if (!repeatable || failed) {
            return false;
        }
        for (int i = given.size() - 1; i >= 0; i--) {
            ByteBuf piece = given.get(i);
            queued += piece.readableBytes();
            pieces.addFirst(piece);
        }
        given.clear();
        kept = 0;
        return true;
    }

    private void ask() {
        if (!asked) {
            asked = true;
            if (announced) {
                wanted.run();
            }
        }
    }

    private void tell() {
        settle();
        if (readable != null) {
            readable.run();
        }
    }

    /** Answers those who wait for the whole or for enough. */
    private void settle() {
        CompletableFuture<Boolean> waitingToFill = filled;
        if (waitingToFill != null && (ended || failed || queued > fillLimit)) {
            filled = null;
            waitingToFill.complete(ended);
        }
        CompletableFuture<Buffer> waiting = whole;
        if (waiting != null && !waiting.isDone()) {
            if (ended) {
                Buffer joined = join();
                bytes = joined;
                waiting.complete(joined);
            } else if (failed) {
                // As nginx has it: a request whose body breaks off ends; what came is not shown to functions.
                bytes = EMPTY;
                waiting.complete(EMPTY);
            }
        }
    }

    private Buffer join() {
        byte[] all = new byte[queued];
        int at = 0;
        while (!pieces.isEmpty()) {
            ByteBuf piece = pieces.poll();
            int size = piece.readableBytes();
            piece.readBytes(all, at, size);
            at += size;
            piece.release();
        }
        queued = 0;
        return Buffer.buffer(all);
    }

    private void dropPieces() {
        while (!pieces.isEmpty()) {
            pieces.poll().release();
        }
        queued = 0;
    }

    private void resume() {
        if (!channel.config().isAutoRead()) {
            channel.config().setAutoRead(true);
        }
    }
}
