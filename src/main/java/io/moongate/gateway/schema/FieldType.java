package io.moongate.gateway.schema;

import java.util.Locale;

/** The kinds of values a field can hold. */
public enum FieldType {
    STRING,
    NUMBER,
    INTEGER,
    BOOLEAN,
    ARRAY,
    SET,
    MAP,
    RECORD,
    FOREIGN;

    /** As schemas are shown and errors are worded. */
    public String shown() {
        return name().toLowerCase(Locale.ROOT);
    }
}
