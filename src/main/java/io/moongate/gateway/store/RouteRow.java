package io.moongate.gateway.store;

import io.moongate.gateway.model.Document;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A route in the database. */
@Entity
@Table(name = "routes")
public class RouteRow extends EntityRow {
    @Nullable
    String name;

    @Column(name = "service_id")
    @Nullable
    UUID service;

    @Override
    void fillKeys(Document fields) {
        name = fields.string("name");
        service = fields.foreign("service");
    }

    @ApplicationScoped
    static class Rows implements RowRepository<RouteRow> {
        @Override
        public String kind() {
            return "routes";
        }

        @Override
        public RouteRow blank() {
            return new RouteRow();
        }
    }
}
