package io.moongate.gateway.script.require;

import io.moongate.gateway.script.net.ByteReader;
import io.moongate.gateway.script.net.SocketFailure;
import org.jspecify.annotations.Nullable;

/** The body of a message, taken piece by piece as its head says it is framed. */
sealed interface HttpBody {
    /** From where the bytes come; asked each time, as the connection may be gone by then. */
    interface Source {
        ByteReader reader() throws SocketFailure;
    }

    /**
     * The next piece, or null at the end.
     *
     * @param most at most so many bytes; 0 for as much as there is in one piece
     */
    @Nullable
    String next(int most) throws SocketFailure;

    /** Whether all of it was taken. */
    boolean ended();

    /** No body. */
    enum None implements HttpBody {
        BODY;

        @Override
        public @Nullable String next(int most) {
            return null;
        }

        @Override
        public boolean ended() {
            return true;
        }
    }

    /** As long as the head says. */
    final class Measured implements HttpBody {
        private final Source source;
        private long left;

        Measured(Source source, long length) {
            this.source = source;
            this.left = length;
        }

        @Override
        public @Nullable String next(int most) throws SocketFailure {
            if (left == 0) {
                return null;
            }
            int count = (int) Math.min(left, most > 0 ? most : Integer.MAX_VALUE);
            String piece = source.reader().exactly(count);
            left -= count;
            return piece;
        }

        @Override
        public boolean ended() {
            return left == 0;
        }
    }

    /** Up to the end of the connection. */
    final class ToTheEnd implements HttpBody {
        private final Source source;
        private boolean ended;

        ToTheEnd(Source source) {
            this.source = source;
        }

        @Override
        public @Nullable String next(int most) throws SocketFailure {
            if (ended) {
                return null;
            }
            if (most <= 0) {
                String all = source.reader().toEnd();
                ended = true;
                return all;
            }
            try {
                return source.reader().exactly(most);
            } catch (SocketFailure failure) {
                if (!failure.error().equals("closed")) {
                    throw failure;
                }
                ended = true;
                return failure.partial().isEmpty() ? null : failure.partial();
            }
        }

        @Override
        public boolean ended() {
            return ended;
        }
    }

    /** In chunks, each with its size before it. */
    final class Chunked implements HttpBody {
        private final Source source;
        private final boolean trailersFollow;
        private long left;
        private boolean inside;
        private boolean ended;

        /** @param trailersFollow whether what stands behind the last chunk is left to be read */
        Chunked(Source source, boolean trailersFollow) {
            this.source = source;
            this.trailersFollow = trailersFollow;
        }

        @Override
        public @Nullable String next(int most) throws SocketFailure {
            if (ended) {
                return null;
            }
            ByteReader reader = source.reader();
            if (left == 0) {
                left = size(reader);
                if (left == 0) {
                    end(reader);
                    return null;
                }
            }
            int count = (int) Math.min(left, most > 0 ? most : Integer.MAX_VALUE);
            String piece = reader.exactly(count);
            left -= count;
            inside = true;
            if (left == 0) {
                reader.line();
                inside = false;
            }
            return piece;
        }

        private long size(ByteReader reader) throws SocketFailure {
            if (inside) {
                reader.line();
                inside = false;
            }
            String line = reader.line();
            int end = line.indexOf(';');
            try {
                long size = Long.parseLong((end < 0 ? line : line.substring(0, end)).strip(), 16);
                if (size >= 0) {
                    return size;
                }
            } catch (NumberFormatException notANumber) {
                // Answered below.
            }
            throw new SocketFailure("unable to read chunksize");
        }

        private void end(ByteReader reader) throws SocketFailure {
            ended = true;
            if (!trailersFollow) {
                String line = reader.line();
                while (!line.isEmpty()) {
                    line = reader.line();
                }
            }
        }

        @Override
        public boolean ended() {
            return ended;
        }
    }
}
