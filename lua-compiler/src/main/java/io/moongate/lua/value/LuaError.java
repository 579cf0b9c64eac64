package io.moongate.lua.value;

import org.jspecify.annotations.Nullable;

/**
 * An error raised in Lua: any value, and the Lua stack where it was raised if somebody will want to see it. Without
 * Java stack trace.
 */
public final class LuaError extends RuntimeException {
    private final transient @Nullable Object value;
    private final @Nullable String traceback;
    /** Whose handler has already answered, and what. */
    private transient @Nullable ErrorHandler handledBy;

    private transient @Nullable Object answer;

    /** An error with this value as it is. */
    public LuaError(@Nullable Object value) {
        this(value, (Throwable) null);
    }

    /** An error with this value, caused by a failure of Java code. */
    public LuaError(@Nullable Object value, @Nullable Throwable cause) {
        super(null, cause, false, false);
        this.value = value;
        LuaState state = LuaState.currentOrNull();
        LuaState.Protection protection = state == null ? LuaState.Protection.HOST : state.protection();
        this.traceback = protection == LuaState.Protection.HOST || protection == LuaState.Protection.COROUTINE
                ? Where.traceback(0)
                : null;
        if (state != null && protection == LuaState.Protection.XPCALL) {
            handle(state);
        }
    }

    /** Lets the handler of the {@code xpcall} around look at the stack as it is now. */
    private void handle(LuaState state) {
        ErrorHandler handler = state.handler();
        if (handler != null) {
            state.protect(LuaState.Protection.PCALL);
            try {
                answer = handler.handle(value);
                handledBy = handler;
            } finally {
                state.protect(LuaState.Protection.XPCALL);
            }
        }
    }

    /** A failure that is going to be a result, or part of another error: nobody is told of it. */
    public static LuaError silent(@Nullable Object value) {
        return new LuaError(value, null, null);
    }

    private LuaError(@Nullable Object value, @Nullable Throwable cause, @Nullable String traceback) {
        super(null, cause, false, false);
        this.value = value;
        this.traceback = traceback;
    }

    /** An error of an operation, prefixed with the place of the running function if that is a Lua function. */
    public static LuaError here(String message) {
        return new LuaError(Where.position(0) + message);
    }

    /** An error of a Java function, prefixed with the place of its caller if that is a Lua function. */
    public static LuaError caller(String message) {
        return new LuaError(Where.position(1) + message);
    }

    /** What Java threw, as the error Lua sees; host signals and faults of the JVM pass on. */
    public static LuaError of(Throwable thrown) {
        return switch (thrown) {
            case LuaError error -> error;
            case StackOverflowError overflow -> new LuaError("stack overflow", null, null);
            case OutOfMemoryError memory -> new LuaError("not enough memory", null, null);
            case Error fault -> throw fault;
            default -> new LuaError(thrown.toString(), thrown, null);
        };
    }

    public @Nullable Object value() {
        return value;
    }

    /** Whether this handler has answered already. */
    public boolean isHandledBy(ErrorHandler handler) {
        return handledBy == handler;
    }

    /** What the handler answered. */
    public @Nullable Object answer() {
        return answer;
    }

    /** The Lua stack, beginning with {@code stack traceback:}, or empty when nobody wanted it. */
    public String traceback() {
        return traceback == null ? "" : traceback;
    }

    /** The value as text, as the standalone interpreter would print it. */
    public String text() {
        return switch (value) {
            case String s -> s;
            case Double d -> Numbers.toString(d);
            case null, default -> "(error object is a " + LuaType.name(value) + " value)";
        };
    }

    @Override
    public String getMessage() {
        return text();
    }
}
