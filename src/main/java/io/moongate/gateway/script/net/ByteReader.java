package io.moongate.gateway.script.net;

import org.jspecify.annotations.Nullable;

/** Takes bytes off a stream in the shapes that Lua asks for, waiting for more where it must. */
public final class ByteReader {
    /** Waits until there is more, the stream has ended, or it takes too long. */
    public interface More {
        /** False when it took too long. */
        boolean await(Inbound stream);
    }

    private final Inbound stream;
    private final More more;

    public ByteReader(Inbound stream, More more) {
        this.stream = stream;
        this.more = more;
    }

    /** Whether another one reads the same stream. */
    public boolean sameStream(@Nullable ByteReader other) {
        return other != null && other.stream == stream;
    }

    private void fill() throws SocketFailure {
        String ended = stream.ended();
        if (ended != null) {
            throw new SocketFailure(ended, stream.takeAll());
        }
        if (!more.await(stream)) {
            throw new SocketFailure("timeout", stream.takeAll());
        }
    }

    /** Exactly so many bytes. */
    public String exactly(int count) throws SocketFailure {
        while (stream.size() < count) {
            fill();
        }
        return stream.take(count);
    }

    /** A line without its end; carriage returns are dropped. */
    public String line() throws SocketFailure {
        int looked = 0;
        int end = stream.indexOf(0, '\n');
        while (end < 0) {
            looked = stream.size();
            try {
                fill();
            } catch (SocketFailure failure) {
                throw new SocketFailure(failure.error(), failure.partial().replace("\r", ""));
            }
            end = stream.indexOf(Math.min(looked, stream.size()), '\n');
        }
        String line = stream.take(end);
        stream.skip(1);
        return line.indexOf('\r') < 0 ? line : line.replace("\r", "");
    }

    /** Everything up to the end of the stream. */
    public String toEnd() throws SocketFailure {
        while (stream.ended() == null) {
            fill();
        }
        String ended = stream.ended();
        String all = stream.takeAll();
        if (ended != null && !ended.equals("closed")) {
            throw new SocketFailure(ended, all);
        }
        return all;
    }

    /** What is there, at least one byte and at most so many. */
    public String any(int most) throws SocketFailure {
        while (stream.size() == 0) {
            fill();
        }
        return stream.take(Math.min(most, stream.size()));
    }

    /** Reads again and again up to a text. */
    public Until until(String mark, boolean inclusive) {
        return new Until(mark, inclusive);
    }

    /** Where reading up to a text stands. */
    public final class Until {
        private final String mark;
        private final boolean inclusive;
        private boolean found;

        Until(String mark, boolean inclusive) {
            this.mark = mark;
            this.inclusive = inclusive;
        }

        /** All up to the text. */
        public String whole() throws SocketFailure {
            found = false;
            int looked = 0;
            int at = stream.indexOf(0, mark);
            while (at < 0) {
                looked = Math.max(0, stream.size() - mark.length() + 1);
                fill();
                at = stream.indexOf(looked, mark);
            }
            return passed(at);
        }

        /** At most so many bytes before the text; null once when it is reached. */
        public @Nullable String piece(int most) throws SocketFailure {
            if (found) {
                found = false;
                return null;
            }
            while (true) {
                int at = stream.indexOf(0, mark);
                if (at >= 0) {
                    if (at > most) {
                        return stream.take(most);
                    }
                    String piece = passed(at);
                    if (piece.isEmpty()) {
                        return null;
                    }
                    found = true;
                    return piece;
                }
                int sure = stream.size() - mark.length() + 1;
                if (sure >= most) {
                    return stream.take(most);
                }
                fill();
            }
        }

        private String passed(int at) {
            if (inclusive) {
                return stream.take(at + mark.length());
            }
            String before = stream.take(at);
            stream.skip(mark.length());
            return before;
        }
    }
}
