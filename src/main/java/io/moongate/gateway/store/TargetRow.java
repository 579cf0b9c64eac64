package io.moongate.gateway.store;

import io.moongate.gateway.model.Document;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A target of an upstream in the database. */
@Entity
@Table(name = "targets")
public class TargetRow extends EntityRow {
    @Nullable
    String target;

    @Column(name = "upstream_id")
    @Nullable
    UUID upstream;

    @Override
    void fillKeys(Document fields) {
        target = fields.string("target");
        upstream = fields.foreign("upstream");
    }

    @ApplicationScoped
    static class Rows implements RowRepository<TargetRow> {
        @Override
        public String kind() {
            return "targets";
        }

        @Override
        public TargetRow blank() {
            return new TargetRow();
        }
    }
}
