package io.moongate.gateway.store;

import io.moongate.gateway.model.Document;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** The certificate of an authority in the database. */
@Entity
@Table(name = "ca_certificates")
public class CaCertificateRow extends EntityRow {
    @Nullable
    @Column(name = "cert_digest")
    String certDigest;

    @Override
    void fillKeys(Document fields) {
        certDigest = fields.string("cert_digest");
    }

    @ApplicationScoped
    static class Rows implements RowRepository<CaCertificateRow> {
        @Override
        public String kind() {
            return "ca_certificates";
        }

        @Override
        public CaCertificateRow blank() {
            return new CaCertificateRow();
        }
    }
}
