package io.moongate.gateway.schema.decode;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the arguments of Admin API requests. */
public final class ArgumentDecoder {
    private ArgumentDecoder() {}

    /** What becomes of a multipart part that has a file name. */
    public enum Files {
        /** The content is the value. */
        AS_TEXT,
        /** A map with {@code filename} and {@code content}, as {@code /schemas/…/validate} sees it. */
        AS_MAP
    }

    /**
     * The body of a POST, PUT or PATCH as a document, nested by the dots and brackets in its names.
     *
     * @param contentType the header's value, or null for none
     */
    public static Decoded body(@Nullable String contentType, byte[] body, Files files) {
        throw new UnsupportedOperationException();
    }

    /** The arguments of a query string, as they stand: a name given several times has several values. */
    public static Map<String, List<String>> query(@Nullable String rawQuery) {
        throw new UnsupportedOperationException();
    }
}
