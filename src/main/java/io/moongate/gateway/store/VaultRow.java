package io.moongate.gateway.store;

import io.moongate.gateway.model.Document;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** A vault in the database. */
@Entity
@Table(name = "vaults")
public class VaultRow extends EntityRow {
    @Nullable
    String prefix;

    @Override
    void fillKeys(Document fields) {
        prefix = fields.string("prefix");
    }

    @ApplicationScoped
    static class Rows implements RowRepository<VaultRow> {
        @Override
        public String kind() {
            return "vaults";
        }

        @Override
        public VaultRow blank() {
            return new VaultRow();
        }
    }
}
