package io.moongate.gateway.router;

import java.util.List;

/** Gives the headers of a request by name. */
@FunctionalInterface
public interface RequestHeaders {
    /** All values of a header, given its name in lower case, in the order in which they came; bytes in characters. */
    List<String> all(String name);
}
