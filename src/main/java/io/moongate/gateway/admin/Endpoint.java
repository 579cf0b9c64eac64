package io.moongate.gateway.admin;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One path of the Admin API and what it does for each method.
 *
 * @param pattern with variable segments in braces: {@code /services/{services}/routes}
 */
record Endpoint(String pattern, Map<String, Handler> handlers) {

    /** What is done for a request. */
    @FunctionalInterface
    interface Handler {
        Answer handle(AdminRequest request);
    }

    static Endpoint at(String pattern) {
        return new Endpoint(pattern, Map.of());
    }

    Endpoint get(Handler handler) {
        return on("GET", handler);
    }

    Endpoint post(Handler handler) {
        return on("POST", handler);
    }

    Endpoint put(Handler handler) {
        return on("PUT", handler);
    }

    Endpoint patch(Handler handler) {
        return on("PATCH", handler);
    }

    Endpoint delete(Handler handler) {
        return on("DELETE", handler);
    }

    private Endpoint on(String method, Handler handler) {
        Map<String, Handler> more = new LinkedHashMap<>(handlers);
        more.put(method, handler);
        return new Endpoint(pattern, more);
    }

    /** The handler of a method; HEAD is GET without its body. */
    @Nullable
    Handler handler(String method) {
        return handlers.get(method.equals("HEAD") ? "GET" : method);
    }

    /** All methods in order. */
    TreeSet<String> methods() {
        TreeSet<String> methods = new TreeSet<>(handlers.keySet());
        methods.add("OPTIONS");
        if (methods.contains("GET")) {
            methods.add("HEAD");
        }
        return methods;
    }
}
