package io.moongate.lua.value;

/** A call used more than its budget; the message names the limit, the chunk and the line. */
public final class BudgetExceeded extends HostSignal {
    private final String traceback;

    public BudgetExceeded(String message, String traceback) {
        super(message);
        this.traceback = traceback;
    }

    /** The Lua stack where it stopped. */
    public String traceback() {
        return traceback;
    }

    /** The message; never null. */
    public String text() {
        return String.valueOf(getMessage());
    }
}
