package io.moongate.lua.lib;

import com.sun.management.OperatingSystemMXBean;
import io.moongate.lua.op.ArgumentError;
import io.moongate.lua.op.Check;
import io.moongate.lua.value.HostSignal;
import io.moongate.lua.value.LuaState;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.NativeFunction;
import io.moongate.lua.value.Values;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The table {@code os}: times for everybody, the rest as granted. */
public final class OsLib {
    private static final Set<String> CATEGORIES = Set.of("all", "collate", "ctype", "monetary", "numeric", "time");
    private static final double NANOS = 1e9;
    private static final Object PROCESS = ManagementFactory.getOperatingSystemMXBean();

    private OsLib() {}

    /** The end that {@code os.exit} asks of the host. */
    public static final class Exit extends HostSignal {
        private final int status;

        Exit(int status) {
            super("exit with status " + status);
            this.status = status;
        }

        public int status() {
            return status;
        }
    }

    static LuaTable create(Set<Grant> grants) {
        LuaTable os = new LuaTable(0, 16);
        os.put("clock", NativeFunction.of0("clock", OsLib::clock));
        os.put("date", NativeFunction.of2("date", OsDate::date));
        os.put("difftime", NativeFunction.of2("difftime", OsLib::difftime));
        os.put("time", NativeFunction.of1("time", OsDate::time));
        if (grants.contains(Grant.ENVIRONMENT)) {
            os.put("getenv", NativeFunction.of1("getenv", name -> bytes(System.getenv(Check.string(name, 1)))));
        }
        if (grants.contains(Grant.EXECUTE)) {
            os.put("execute", NativeFunction.of1("execute", OsLib::execute));
        }
        if (grants.contains(Grant.EXIT)) {
            os.put("exit", NativeFunction.of1("exit", OsLib::exit));
        }
        if (grants.contains(Grant.LOCALE)) {
            os.put("setlocale", NativeFunction.of2("setlocale", OsLib::setlocale));
        }
        if (grants.contains(Grant.FILES)) {
            os.put("remove", NativeFunction.of1("remove", OsLib::remove));
            os.put("rename", NativeFunction.of2("rename", OsLib::rename));
            os.put("tmpname", NativeFunction.of0("tmpname", OsLib::tmpname));
        }
        return os;
    }

    /** Text of the host as a byte string. */
    static @Nullable String bytes(@Nullable String text) {
        return text == null ? null : Utf8.encode(text);
    }

    private static @Nullable Object clock() {
        return PROCESS instanceof OperatingSystemMXBean process ? process.getProcessCpuTime() / NANOS : 0.0;
    }

    private static @Nullable Object exit(@Nullable Object status) {
        int code = status == null || Boolean.TRUE.equals(status)
                ? 0
                : Boolean.FALSE.equals(status) ? 1 : Check.integer(status, 1);
        throw new Exit(code);
    }

    private static @Nullable Object setlocale(@Nullable Object locale, @Nullable Object category) {
        String name = Check.string(locale, 1, "C");
        String kind = Check.string(category, 2, "all");
        if (!CATEGORIES.contains(kind)) {
            throw ArgumentError.of(2, "invalid option '" + kind + "'");
        }
        return name.isEmpty() || name.equals("C") || name.equals("POSIX") ? "C" : null;
    }

    /** Looks at the second argument first, as LuaJIT does. */
    private static @Nullable Object difftime(@Nullable Object later, @Nullable Object earlier) {
        double from = Check.number(earlier, 2, 0.0);
        return Check.number(later, 1) - from;
    }

    private static @Nullable Object execute(@Nullable Object command) {
        if (command == null) {
            return 1.0;
        }
        try {
            Process process = new ProcessBuilder("/bin/sh", "-c", Check.string(command, 1))
                    .inheritIO()
                    .start();
            int status = process.waitFor();
            LuaState.checkBudget();
            return Values.of3(status == 0 ? true : null, "exit", (double) status);
        } catch (IOException e) {
            return -1.0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return -1.0;
        }
    }

    private static @Nullable Object remove(@Nullable Object name) {
        String file = Check.string(name, 1);
        try {
            Files.delete(Path.of(file));
            return true;
        } catch (IOException | RuntimeException e) {
            return failure(file, e);
        }
    }

    private static @Nullable Object rename(@Nullable Object from, @Nullable Object to) {
        String file = Check.string(from, 1);
        String target = Check.string(to, 2);
        try {
            Files.move(Path.of(file), Path.of(target), StandardCopyOption.REPLACE_EXISTING);
            return true;
        } catch (IOException | RuntimeException e) {
            return failure(file, e);
        }
    }

    private static @Nullable Object tmpname() {
        try {
            File file = File.createTempFile("lua_", null);
            file.deleteOnExit();
            return bytes(file.getPath());
        } catch (IOException e) {
            return Values.of2(null, "unable to generate a unique filename");
        }
    }

    /** What Lua's functions over files answer when they fail: nil, a sentence, and the system's number. */
    static @Nullable Object failure(String file, Exception e) {
        return Values.of3(null, file + ": " + reason(e), number(e));
    }

    static String reason(Exception e) {
        return switch (e) {
            case NoSuchFileException missing -> "No such file or directory";
            case AccessDeniedException denied -> "Permission denied";
            case DirectoryNotEmptyException full -> "Directory not empty";
            case FileAlreadyExistsException there -> "File exists";
            case NotDirectoryException file -> "Not a directory";
            default -> String.valueOf(e.getMessage());
        };
    }

    private static double number(Exception e) {
        return switch (e) {
            case NoSuchFileException missing -> 2.0;
            case AccessDeniedException denied -> 13.0;
            case DirectoryNotEmptyException full -> 39.0;
            case FileAlreadyExistsException there -> 17.0;
            case NotDirectoryException file -> 20.0;
            default -> 5.0;
        };
    }
}
