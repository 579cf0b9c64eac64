package io.moongate.lua.lib;

import io.moongate.lua.op.ArgumentError;
import io.moongate.lua.op.Check;
import io.moongate.lua.op.Convert;
import io.moongate.lua.value.LuaError;
import io.moongate.lua.value.LuaState;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.NativeFunction;
import io.moongate.lua.value.Userdata;
import io.moongate.lua.value.Values;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The table {@code io}, for programs that own their process. */
final class IoLib {
    private static final String CLOSED = "attempt to use a closed file";

    private final LuaTable metatable = new LuaTable(0, 4);
    private final Userdata stdin = wrap(new IoFile.Stream(System.in, OutputStream.nullOutputStream()));
    private final Userdata stdout = wrap(new IoFile.Stream(InputStream.nullInputStream(), System.out));
    private final Userdata stderr =
            wrap(new IoFile.Stream(InputStream.nullInputStream(), new FileOutputStream(FileDescriptor.err)));
    /** The files in which something waits to be written: they are not let go of. */
    private final Set<IoFile.Disk> unwritten = new LinkedHashSet<>();

    private Userdata input = stdin;
    private Userdata output = stdout;

    /** What works on files. */
    private interface Body {
        @Nullable
        Object call(IoFile file, @Nullable Object[] arguments) throws IOException;
    }

    private IoLib() {
        LuaTable methods = new LuaTable(0, 8);
        method(methods, "close", (file, arguments) -> close(file));
        method(methods, "flush", (file, arguments) -> flush(file));
        method(methods, "read", (file, arguments) -> IoRead.read(file, arguments, 1));
        method(methods, "seek", IoLib::seek);
        method(methods, "setvbuf", IoLib::setvbuf);
        method(methods, "write", (file, arguments) -> write(file, arguments, 1, arguments[0]));
        method(methods, "lines", (file, arguments) -> lines(file, arguments, false));
        metatable.put("__index", methods);
        metatable.put("__tostring", NativeFunction.of1("__tostring", IoLib::tostring));
    }

    static LuaTable create(LuaState state) {
        IoLib lib = new IoLib();
        state.finalizers().atEnd(lib::writeOut);
        LuaTable io = new LuaTable(0, 16);
        io.put("stdin", lib.stdin);
        io.put("stdout", lib.stdout);
        io.put("stderr", lib.stderr);
        io.put("close", NativeFunction.of1("close", f -> lib.closeGiven(f == null ? lib.output : f)));
        io.put("flush", NativeFunction.of0("flush", () -> guard(file(lib.output), IoLib::flush)));
        io.put("input", NativeFunction.of1("input", lib::input));
        io.put("lines", NativeFunction.ofN("lines", lib::linesOf));
        io.put("open", NativeFunction.ofN("open", lib::open));
        io.put("output", NativeFunction.of1("output", lib::output));
        io.put(
                "read",
                NativeFunction.ofN(
                        "read", arguments -> guard(file(lib.input), file -> IoRead.read(file, arguments, 0))));
        io.put("tmpfile", NativeFunction.of0("tmpfile", lib::tmpfile));
        io.put("type", new FirstGiven("type", IoLib::type));
        io.put(
                "write",
                NativeFunction.ofN(
                        "write", arguments -> guard(file(lib.output), file -> write(file, arguments, 0, lib.output))));
        return io;
    }

    private void writeOut() {
        for (IoFile file : List.copyOf(unwritten)) {
            try {
                file.flush();
            } catch (IOException e) {
                // The disk is full, or the file is gone: nobody is left to be told.
            }
        }
    }

    private Userdata wrap(IoFile file) {
        return new Userdata(file, metatable);
    }

    private static void method(LuaTable methods, String name, Body body) {
        methods.put(name, NativeFunction.ofN(name, arguments -> {
            if (arguments.length == 0) {
                throw ArgumentError.missing(1, "FILE*");
            }
            return guard(open(arguments[0]), file -> body.call(file, arguments));
        }));
    }

    /** What may fail by the system's fault. */
    private interface Action {
        @Nullable
        Object call(IoFile file) throws IOException;
    }

    private static @Nullable Object guard(IoFile file, Action action) {
        try {
            return action.call(file);
        } catch (IOException e) {
            String reason = OsLib.reason(e);
            return Values.of3(null, reason, reason.startsWith("Bad") ? 9.0 : reason.startsWith("Inv") ? 22.0 : 29.0);
        }
    }

    private static @Nullable IoFile fileOrNull(@Nullable Object value) {
        return value instanceof Userdata userdata && userdata.object() instanceof IoFile file ? file : null;
    }

    /** A file argument, which must be open. */
    private static IoFile open(@Nullable Object value) {
        IoFile file = fileOrNull(value);
        if (file == null) {
            throw ArgumentError.type(1, "FILE*", value);
        }
        return usable(file);
    }

    private static IoFile file(Userdata value) {
        IoFile file = fileOrNull(value);
        if (file == null) {
            throw new IllegalStateException("no file");
        }
        return usable(file);
    }

    private static IoFile usable(IoFile file) {
        if (file.closed()) {
            throw LuaError.caller(CLOSED);
        }
        return file;
    }

    private static @Nullable Object type(@Nullable Object value) {
        IoFile file = fileOrNull(value);
        return file == null ? null : file.closed() ? "closed file" : "file";
    }

    private static @Nullable Object tostring(@Nullable Object value) {
        IoFile file = fileOrNull(value);
        return file == null || file.closed()
                ? "file (closed)"
                : String.format("file (0x%08x)", System.identityHashCode(file));
    }

    private @Nullable Object closeGiven(@Nullable Object value) {
        return guard(open(value), IoLib::close);
    }

    private static @Nullable Object close(IoFile file) throws IOException {
        if (file.standard()) {
            return Values.of2(null, "cannot close standard file");
        }
        file.close();
        return true;
    }

    private static @Nullable Object flush(IoFile file) throws IOException {
        file.flush();
        return true;
    }

    private static @Nullable Object write(IoFile file, @Nullable Object[] arguments, int from, @Nullable Object self)
            throws IOException {
        for (int i = from; i < arguments.length; i++) {
            file.write(Check.string(arguments[i], i + 1));
        }
        return self;
    }

    private static @Nullable Object seek(IoFile file, @Nullable Object[] arguments) throws IOException {
        String whence = Check.string(Check.at(arguments, 1), 2, "cur");
        double offset = Check.number(Check.at(arguments, 2), 3, 0);
        int from = Arrays.asList("set", "cur", "end").indexOf(whence);
        if (from < 0) {
            throw ArgumentError.of(2, "invalid option '" + whence + "'");
        }
        return (double) file.seek(from, (long) offset);
    }

    private static @Nullable Object setvbuf(IoFile file, @Nullable Object[] arguments) {
        String mode = Check.string(Check.at(arguments, 1), 2, "full");
        if (!mode.equals("full") && !mode.equals("line") && !mode.equals("no")) {
            throw ArgumentError.of(2, "invalid option '" + mode + "'");
        }
        return true;
    }

    private static Object lines(IoFile file, @Nullable Object[] arguments, boolean closeAtEnd) {
        @Nullable Object[] formats = Arrays.copyOfRange(arguments, Math.min(1, arguments.length), arguments.length);
        return NativeFunction.ofN(
                "lines_iter",
                ignored -> guard(usable(file), open -> {
                    Object result = IoRead.read(open, formats, 0);
                    if (closeAtEnd && Values.first(result) == null) {
                        open.close();
                    }
                    return result;
                }));
    }

    private @Nullable Object linesOf(@Nullable Object[] arguments) {
        if (Check.at(arguments, 0) == null) {
            return lines(file(input), arguments, false);
        }
        String name = Check.string(arguments, 1);
        try {
            return lines(openFile(name, "r"), arguments, true);
        } catch (IOException e) {
            throw ArgumentError.of(1, name + ": " + OsLib.reason(e));
        }
    }

    private @Nullable Object open(@Nullable Object[] arguments) {
        String name = Check.string(arguments, 1);
        String mode = Check.string(Check.at(arguments, 1), 2, "r");
        if (!mode.matches("[rwa]\\+?b?\\+?")) {
            return Values.of3(null, name + ": Invalid argument", 22.0);
        }
        try {
            return wrap(openFile(name, mode));
        } catch (IOException e) {
            return OsLib.failure(name, e);
        }
    }

    private IoFile openFile(String name, String mode) throws IOException {
        boolean plus = mode.indexOf('+') >= 0;
        char kind = mode.charAt(0);
        Path path;
        try {
            path = Path.of(name);
        } catch (RuntimeException e) {
            throw new IOException("Invalid argument", e);
        }
        if (kind == 'r' && !plus) {
            // Its own exceptions say why a file cannot be read; those of random access do not.
            Files.newInputStream(path).close();
        } else if (kind != 'r') {
            OpenOption[] options = kind == 'w'
                    ? new OpenOption[] {}
                    : new OpenOption[] {StandardOpenOption.CREATE, StandardOpenOption.APPEND};
            Files.newOutputStream(path, options).close();
        } else if (!Files.exists(path)) {
            throw new NoSuchFileException(name);
        }
        boolean writable = kind != 'r' || plus;
        RandomAccessFile file = new RandomAccessFile(path.toFile(), writable ? "rw" : "r");
        return new IoFile.Disk(file, kind == 'r' || plus, writable, kind == 'a', unwritten);
    }

    private @Nullable Object tmpfile() {
        try {
            File file = File.createTempFile("lua_", null);
            file.deleteOnExit();
            return wrap(openFile(file.getPath(), "w+"));
        } catch (IOException e) {
            return OsLib.failure("tmpfile", e);
        }
    }

    private @Nullable Object input(@Nullable Object file) {
        if (file != null) {
            input = given(file, "r");
        }
        return input;
    }

    private @Nullable Object output(@Nullable Object file) {
        if (file != null) {
            output = given(file, "w");
        }
        return output;
    }

    private Userdata given(Object value, String mode) {
        String name = Convert.toStringOrNull(value);
        if (name == null) {
            open(value);
            return (Userdata) value;
        }
        try {
            return wrap(openFile(name, mode));
        } catch (IOException e) {
            throw ArgumentError.of(1, name + ": " + OsLib.reason(e));
        }
    }
}
