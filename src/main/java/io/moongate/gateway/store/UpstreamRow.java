package io.moongate.gateway.store;

import io.moongate.gateway.model.Document;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An upstream in the database. */
@Entity
@Table(name = "upstreams")
public class UpstreamRow extends EntityRow {
    @Nullable
    String name;

    @Column(name = "client_certificate_id")
    @Nullable
    UUID clientCertificate;

    @Override
    void fillKeys(Document fields) {
        name = fields.string("name");
        clientCertificate = fields.foreign("client_certificate");
    }

    @ApplicationScoped
    static class Rows implements RowRepository<UpstreamRow> {
        @Override
        public String kind() {
            return "upstreams";
        }

        @Override
        public UpstreamRow blank() {
            return new UpstreamRow();
        }
    }
}
