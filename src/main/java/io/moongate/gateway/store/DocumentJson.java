package io.moongate.gateway.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Documents as JSON and back: null, Boolean, Long, Double, String, List and Map, and nothing else. */
public final class DocumentJson {
    private static final JsonFactory FACTORY = new JsonFactory();
    /** From here on a whole number is written with an exponent, as it came from one. */
    private static final double LARGEST_WHOLE = 1e15;

    private DocumentJson() {}

    /** The JSON text of a value. */
    public static String write(@Nullable Object value) {
        StringWriter out = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(out)) {
            write(generator, value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString();
    }

    /** The document of a JSON text that {@link #write} made. */
    public static Map<String, @Nullable Object> read(String json) {
        try (JsonParser parser = FACTORY.createParser(json)) {
            parser.nextToken();
            Map<String, @Nullable Object> document = new LinkedHashMap<>();
            readObject(parser, document);
            return document;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(JsonGenerator out, @Nullable Object value) throws IOException {
        switch (value) {
            case null -> out.writeNull();
            case Boolean bool -> out.writeBoolean(bool);
            case Long number -> out.writeNumber(number);
            case Integer number -> out.writeNumber(number);
            case Double number -> {
                if (number == Math.rint(number) && Math.abs(number) < LARGEST_WHOLE) {
                    out.writeNumber(number.longValue());
                } else {
                    out.writeNumber(number);
                }
            }
            case List<?> list -> {
                out.writeStartArray();
                for (Object item : list) {
                    write(out, item);
                }
                out.writeEndArray();
            }
            case Map<?, ?> map -> {
                out.writeStartObject();
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    out.writeFieldName(String.valueOf(entry.getKey()));
                    write(out, entry.getValue());
                }
                out.writeEndObject();
            }
            default -> out.writeString(value.toString());
        }
    }

    private static void readObject(JsonParser in, Map<String, @Nullable Object> into) throws IOException {
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String name = in.currentName();
            in.nextToken();
            into.put(name, readValue(in));
        }
    }

    private static @Nullable Object readValue(JsonParser in) throws IOException {
        return switch (in.currentToken()) {
            case START_OBJECT -> {
                Map<String, @Nullable Object> map = new LinkedHashMap<>();
                readObject(in, map);
                yield map;
            }
            case START_ARRAY -> {
                List<@Nullable Object> list = new ArrayList<>();
                while (in.nextToken() != JsonToken.END_ARRAY) {
                    list.add(readValue(in));
                }
                yield list;
            }
            case VALUE_STRING -> in.getText();
            case VALUE_NUMBER_INT ->
                in.getNumberValue() instanceof BigInteger big ? (Object) big.doubleValue() : (Object) in.getLongValue();
            case VALUE_NUMBER_FLOAT -> in.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }
}
