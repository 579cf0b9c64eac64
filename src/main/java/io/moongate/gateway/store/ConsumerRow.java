package io.moongate.gateway.store;

import io.moongate.gateway.model.Document;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** A consumer in the database. */
@Entity
@Table(name = "consumers")
public class ConsumerRow extends EntityRow {
    @Nullable
    String username;

    @Column(name = "custom_id")
    @Nullable
    String customId;

    @Override
    void fillKeys(Document fields) {
        username = fields.string("username");
        customId = fields.string("custom_id");
    }

    @ApplicationScoped
    static class Rows implements RowRepository<ConsumerRow> {
        @Override
        public String kind() {
            return "consumers";
        }

        @Override
        public ConsumerRow blank() {
            return new ConsumerRow();
        }
    }
}
