package io.moongate.gateway.store;

import io.moongate.gateway.model.Document;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A name and password of a consumer in the database. */
@Entity
@Table(name = "basicauth_credentials")
public class BasicCredentialRow extends EntityRow {
    @Nullable
    String username;

    @Column(name = "consumer_id")
    @Nullable
    UUID consumer;

    @Override
    void fillKeys(Document fields) {
        username = fields.string("username");
        consumer = fields.foreign("consumer");
    }

    @ApplicationScoped
    static class Rows implements RowRepository<BasicCredentialRow> {
        @Override
        public String kind() {
            return "basicauth_credentials";
        }

        @Override
        public BasicCredentialRow blank() {
            return new BasicCredentialRow();
        }
    }
}
