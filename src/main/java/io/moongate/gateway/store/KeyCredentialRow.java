package io.moongate.gateway.store;

import io.moongate.gateway.model.Document;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A key of a consumer in the database. */
@Entity
@Table(name = "keyauth_credentials")
public class KeyCredentialRow extends EntityRow {
    @Nullable
    String key;

    @Column(name = "consumer_id")
    @Nullable
    UUID consumer;

    @Override
    void fillKeys(Document fields) {
        key = fields.string("key");
        consumer = fields.foreign("consumer");
    }

    @ApplicationScoped
    static class Rows implements RowRepository<KeyCredentialRow> {
        @Override
        public String kind() {
            return "keyauth_credentials";
        }

        @Override
        public KeyCredentialRow blank() {
            return new KeyCredentialRow();
        }
    }
}
