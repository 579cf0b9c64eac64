package io.moongate.lua.lib;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;

/** An open file of {@code io}: a stream of the process, or a file on disk. Bytes come and go as chars. */
abstract sealed class IoFile {
    /** The end of what can be read. */
    static final int END = -1;

    private boolean closed;

    boolean closed() {
        return closed;
    }

    /** Whether it belongs to the process and stays open. */
    abstract boolean standard();

    abstract int peek() throws IOException;

    abstract int read() throws IOException;

    abstract void write(String bytes) throws IOException;

    abstract void flush() throws IOException;

    /** Moves to an offset from the beginning (0), the place it is at (1) or the end (2); answers the new place. */
    abstract long seek(int whence, long offset) throws IOException;

    void close() throws IOException {
        closed = true;
        flush();
    }

    /** Standard input, output or error. */
    static final class Stream extends IoFile {
        private static final int UNREAD = -2;

        private final InputStream in;
        private final OutputStream out;
        private int ahead = UNREAD;

        Stream(InputStream in, OutputStream out) {
            this.in = in;
            this.out = out;
        }

        @Override
        boolean standard() {
            return true;
        }

        @Override
        int peek() throws IOException {
            if (ahead == UNREAD) {
                ahead = in.read();
            }
            return ahead;
        }

        @Override
        int read() throws IOException {
            int next = peek();
            ahead = next == END ? END : UNREAD;
            return next;
        }

        @Override
        void write(String bytes) throws IOException {
            out.write(bytes.getBytes(StandardCharsets.ISO_8859_1));
        }

        @Override
        void flush() throws IOException {
            out.flush();
        }

        @Override
        long seek(int whence, long offset) throws IOException {
            throw new IOException("Illegal seek");
        }
    }

    /** A file on disk, with one buffer that is either read ahead or waiting to be written. */
    static final class Disk extends IoFile {
        private final RandomAccessFile file;
        private final boolean readable;
        private final boolean writable;
        private final boolean appending;
        private final Set<Disk> unwritten;
        private final byte[] buffer = new byte[8192];
        private int at;
        private int filled;
        private int waiting;

        /** @param unwritten where the file is while something waits to be written */
        Disk(RandomAccessFile file, boolean readable, boolean writable, boolean appending, Set<Disk> unwritten) {
            this.unwritten = unwritten;
            this.file = file;
            this.readable = readable;
            this.writable = writable;
            this.appending = appending;
        }

        @Override
        boolean standard() {
            return false;
        }

        @Override
        int peek() throws IOException {
            if (at < filled) {
                return buffer[at] & 255;
            }
            if (!readable) {
                throw new IOException("Bad file descriptor");
            }
            flush();
            at = 0;
            filled = Math.max(0, file.read(buffer));
            return filled == 0 ? END : buffer[0] & 255;
        }

        @Override
        int read() throws IOException {
            int next = peek();
            if (next != END) {
                at++;
            }
            return next;
        }

        @Override
        void write(String bytes) throws IOException {
            if (!writable) {
                throw new IOException("Bad file descriptor");
            }
            forgetAhead();
            byte[] raw = bytes.getBytes(StandardCharsets.ISO_8859_1);
            if (waiting + raw.length > buffer.length) {
                flush();
            }
            if (raw.length > buffer.length) {
                writeOut(raw, raw.length);
            } else {
                System.arraycopy(raw, 0, buffer, waiting, raw.length);
                waiting += raw.length;
                unwritten.add(this);
            }
        }

        /** Goes back over what was read ahead, so that the file stands where the program believes it to be. */
        private void forgetAhead() throws IOException {
            if (at < filled) {
                file.seek(file.getFilePointer() - (filled - at));
            }
            at = 0;
            filled = 0;
        }

        private void writeOut(byte[] bytes, int count) throws IOException {
            if (appending) {
                file.seek(file.length());
            }
            file.write(bytes, 0, count);
        }

        @Override
        void flush() throws IOException {
            if (waiting > 0) {
                int count = waiting;
                waiting = 0;
                unwritten.remove(this);
                writeOut(Arrays.copyOf(buffer, count), count);
            }
        }

        @Override
        long seek(int whence, long offset) throws IOException {
            flush();
            forgetAhead();
            long from = whence == 0 ? 0 : whence == 1 ? file.getFilePointer() : file.length();
            if (from + offset < 0) {
                throw new IOException("Invalid argument");
            }
            file.seek(from + offset);
            return from + offset;
        }

        @Override
        void close() throws IOException {
            super.close();
            file.close();
        }
    }
}
