package io.moongate.gateway.store;

import io.moongate.gateway.model.Document;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** A key set in the database. */
@Entity
@Table(name = "key_sets")
public class KeySetRow extends EntityRow {
    @Nullable
    String name;

    @Override
    void fillKeys(Document fields) {
        name = fields.string("name");
    }

    @ApplicationScoped
    static class Rows implements RowRepository<KeySetRow> {
        @Override
        public String kind() {
            return "key_sets";
        }

        @Override
        public KeySetRow blank() {
            return new KeySetRow();
        }
    }
}
