package io.moongate.gateway.store;

import io.moongate.gateway.model.Document;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A server name in the database. */
@Entity
@Table(name = "snis")
public class SniRow extends EntityRow {
    @Nullable
    String name;

    @Nullable
    @Column(name = "certificate_id")
    UUID certificate;

    @Override
    void fillKeys(Document fields) {
        name = fields.string("name");
        certificate = fields.foreign("certificate");
    }

    @ApplicationScoped
    static class Rows implements RowRepository<SniRow> {
        @Override
        public String kind() {
            return "snis";
        }

        @Override
        public SniRow blank() {
            return new SniRow();
        }
    }
}
