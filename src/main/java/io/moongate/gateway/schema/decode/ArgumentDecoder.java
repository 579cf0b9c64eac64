package io.moongate.gateway.schema.decode;

import io.moongate.gateway.schema.decode.FormBody.Argument;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the arguments of Admin API requests. */
public final class ArgumentDecoder {
    private static final int MOST_ARGUMENTS = 1000;
    private static final Decoded UNSUPPORTED = new Decoded.Refused(415, "");
    private static final Decoded BROKEN_JSON = new Decoded.Refused(400, "Cannot parse JSON body");

    private ArgumentDecoder() {}

    /** What becomes of a multipart part that has a file name. */
    public enum Files {
        /** The content is the value. */
        AS_TEXT,
        /** A map with {@code filename} and {@code content}, as {@code /schemas/…/validate} sees it. */
        AS_MAP
    }

    /** The media type of a Content-Type header, as it is written, without parameters; empty for none. */
    public static String mediaType(@Nullable String contentType) {
        if (contentType == null) {
            return "";
        }
        int semicolon = contentType.indexOf(';');
        return (semicolon < 0 ? contentType : contentType.substring(0, semicolon)).strip();
    }

    /**
     * The body of a POST, PUT or PATCH as a document, nested by the dots and brackets in its names.
     *
     * @param contentType the header's value, or null for none
     */
    public static Decoded body(@Nullable String contentType, byte[] body, Files files) {
        return switch (mediaType(contentType)) {
            case "application/json" -> json(body);
            case "application/x-www-form-urlencoded" -> {
                String text = new String(body, StandardCharsets.ISO_8859_1);
                yield tree(FormBody.parse(text, MOST_ARGUMENTS + 1));
            }
            case "multipart/form-data" ->
                tree(MultipartBody.parse(contentType == null ? "" : contentType, body, files));
            case "" -> body.length == 0 ? new Decoded.Document(new LinkedHashMap<>(), true) : UNSUPPORTED;
            default -> UNSUPPORTED;
        };
    }

    /** The arguments of a query string, as they stand: a name given several times has several values. */
    public static Map<String, List<String>> query(@Nullable String rawQuery) {
        Map<String, List<String>> result = new LinkedHashMap<>();
        if (rawQuery != null) {
            for (Argument argument : FormBody.parse(rawQuery, MOST_ARGUMENTS)) {
                result.computeIfAbsent(argument.name(), name -> new ArrayList<>())
                        .add(String.valueOf(argument.value()));
            }
        }
        return result;
    }

    private static Decoded tree(List<Argument> arguments) {
        return arguments.size() > MOST_ARGUMENTS
                ? new Decoded.Refused(400, "Too many arguments")
                : new Decoded.Document(ArgumentTree.of(arguments), false);
    }

    private static Decoded json(byte[] body) {
        try {
            Object value = JsonBody.parse(body);
            if (value instanceof List<?> list && list.isEmpty()) {
                return new Decoded.Document(new LinkedHashMap<>(), true);
            }
            if (!(value instanceof Map<?, ?> map)) {
                return BROKEN_JSON;
            }
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            map.forEach((key, item) -> fields.put((String) key, item));
            return new Decoded.Document(fields, true);
        } catch (IOException e) {
            return BROKEN_JSON;
        }
    }
}
