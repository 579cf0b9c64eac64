package io.moongate.gateway.declarative;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.moongate.gateway.schema.KongError;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FileReportTest {

    @Test
    void aFieldAtTheTopIsOneLine() {
        KongError error = new KongError(
                KongError.Kind.INVALID_DECLARATIVE, "", Map.of("_format_version", "required field missing"));
        assertEquals(
                "error parsing declarative config file kong.yml:\nin '_format_version': required field missing",
                FileReport.of("kong.yml", error));
    }

    @Test
    void placesAreNestedAsInTheFile() {
        Map<String, @Nullable Object> second = new LinkedHashMap<>();
        second.put("port", "expected an integer");
        second.put("@entity", List.of("something about it all"));
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("services", Arrays.asList(null, second));
        KongError error = new KongError(KongError.Kind.INVALID_DECLARATIVE, "", fields);
        assertEquals("""
                error parsing declarative config file kong.yml:
                in 'services':
                  - in entry 2 of 'services':
                    something about it all
                    in 'port': expected an integer""", FileReport.of("kong.yml", error));
    }
}
