package io.moongate.gateway.store;

import io.moongate.gateway.model.Document;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** A certificate with its key in the database. */
@Entity
@Table(name = "certificates")
public class CertificateRow extends EntityRow {
    @Override
    void fillKeys(Document fields) {
        // A certificate is known by its id alone.
    }

    @ApplicationScoped
    static class Rows implements RowRepository<CertificateRow> {
        @Override
        public String kind() {
            return "certificates";
        }

        @Override
        public CertificateRow blank() {
            return new CertificateRow();
        }
    }
}
