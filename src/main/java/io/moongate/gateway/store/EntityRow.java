package io.moongate.gateway.store;

import io.moongate.gateway.model.Document;
import jakarta.persistence.Column;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/**
 * What the rows of all kinds of entities have in common: the document as it is shown, and beside it the columns that the
 * database looks at. A kind adds its unique and foreign keys.
 */
@MappedSuperclass
public abstract class EntityRow {
    @Id
    UUID id = new UUID(0, 0);

    @JdbcTypeCode(SqlTypes.ARRAY)
    String @Nullable [] tags;

    @Column(name = "created_at")
    double createdAt;

    @Column(name = "updated_at")
    double updatedAt;

    @JdbcTypeCode(SqlTypes.JSON)
    String document = "{}";

    /** Takes over a checked document; the text is the same as JSON. */
    final void fill(Document fields, String json) {
        id = fields.id();
        List<String> words = fields.strings("tags");
        tags = words.isEmpty() ? null : words.toArray(String[]::new);
        createdAt = fields.get("created_at") instanceof Number number ? number.doubleValue() : 0;
        updatedAt = fields.get("updated_at") instanceof Number number ? number.doubleValue() : 0;
        document = json;
        fillKeys(fields);
    }

    /** Takes over the unique and foreign keys of this kind. */
    abstract void fillKeys(Document fields);
}
