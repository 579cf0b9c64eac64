package io.moongate.gateway.schema.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.moongate.gateway.schema.decode.ArgumentDecoder.Files;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** Whatever is sent, the decoders give a document or an error; what was encoded comes back. */
class ArgumentDecoderProperties {
    private static final String FORM = "application/x-www-form-urlencoded";

    @Property
    void noBytesBreakADecoder(@ForAll("contentTypes") String contentType, @ForAll byte[] body) {
        assertNotNull(ArgumentDecoder.body(contentType, body, Files.AS_TEXT));
    }

    @Property
    void noTextBreaksTheFormDecoder(@ForAll("formTexts") String text) {
        assertNotNull(ArgumentDecoder.body(FORM, text.getBytes(StandardCharsets.UTF_8), Files.AS_TEXT));
        assertNotNull(ArgumentDecoder.query(text));
    }

    @Property
    void noTextBreaksTheMultipartDecoder(@ForAll("multipartTexts") String text) {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        assertNotNull(ArgumentDecoder.body("multipart/form-data; boundary=b", body, Files.AS_MAP));
    }

    @Property
    void aFormComesBack(@ForAll("documents") Map<String, Object> document) {
        StringJoiner form = new StringJoiner("&");
        encode(form, "", document);
        Decoded decoded =
                ArgumentDecoder.body(FORM, form.toString().getBytes(StandardCharsets.US_ASCII), Files.AS_TEXT);
        assertEquals(new Decoded.Document(nullable(document), false), decoded);
    }

    @Property
    void aMultipartBodyComesBack(@ForAll("documents") Map<String, Object> document) {
        StringJoiner form = new StringJoiner("&");
        encode(form, "", document);
        StringBuilder body = new StringBuilder();
        for (FormBody.Argument argument : FormBody.parse(form.toString(), Integer.MAX_VALUE)) {
            body.append("--b\r\nContent-Disposition: form-data; name=\"")
                    .append(argument.name())
                    .append("\"\r\n\r\n")
                    .append(argument.value())
                    .append("\r\n");
        }
        byte[] bytes = body.append("--b--\r\n").toString().getBytes(StandardCharsets.UTF_8);
        assertEquals(
                new Decoded.Document(nullable(document), false),
                ArgumentDecoder.body("multipart/form-data; boundary=b", bytes, Files.AS_TEXT));
    }

    private static void encode(StringJoiner form, String name, Object value) {
        switch (value) {
            case Map<?, ?> map ->
                map.forEach((key, item) -> encode(form, name.isEmpty() ? "" + key : name + "." + key, item));
            case List<?> list -> {
                for (int i = 0; i < list.size(); i++) {
                    encode(form, name + "[" + (i + 1) + "]", list.get(i));
                }
            }
            default ->
                form.add(URLEncoder.encode(name, StandardCharsets.UTF_8) + "="
                        + URLEncoder.encode(String.valueOf(value), StandardCharsets.UTF_8));
        }
    }

    private static Map<String, @Nullable Object> nullable(Map<String, Object> document) {
        return new LinkedHashMap<>(document);
    }

    @Provide
    Arbitrary<String> contentTypes() {
        return Arbitraries.of(
                "application/json",
                FORM,
                "multipart/form-data; boundary=b",
                "multipart/form-data; boundary=\"",
                "multipart/form-data",
                "",
                "text/plain");
    }

    @Provide
    Arbitrary<String> formTexts() {
        return Arbitraries.strings().withChars("ab12=&[].%+Fé\u0000\uD800").ofMaxLength(40);
    }

    @Provide
    Arbitrary<String> multipartTexts() {
        return Arbitraries.of(
                        "--b",
                        "--",
                        "\r\n",
                        "\n",
                        "Content-Disposition: form-data; name=\"a[1]\"",
                        "; filename=\"f\"",
                        "content-disposition:",
                        "name=a.b",
                        "x")
                .list()
                .ofMaxSize(25)
                .map(parts -> String.join("", parts));
    }

    @Provide
    Arbitrary<Map<String, Object>> documents() {
        return maps(3);
    }

    private static Arbitrary<Map<String, Object>> maps(int depth) {
        Arbitrary<String> keys =
                Arbitraries.strings().withChars("abcxyz_-").ofMinLength(1).ofMaxLength(4);
        return Arbitraries.maps(keys, values(depth)).ofMinSize(1).ofMaxSize(4).map(LinkedHashMap::new);
    }

    private static Arbitrary<Object> values(int depth) {
        Arbitrary<Object> texts = Arbitraries.strings()
                .withChars("aZ1 +&=%[].,/\"'äß€\n")
                .ofMaxLength(8)
                .map(text -> text);
        if (depth == 0) {
            return texts;
        }
        Arbitrary<Object> lists =
                values(depth - 1).list().ofMinSize(1).ofMaxSize(3).map(ArrayList::new);
        return Arbitraries.oneOf(texts, lists, maps(depth - 1).map(map -> map));
    }
}
