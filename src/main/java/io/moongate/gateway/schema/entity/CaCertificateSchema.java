package io.moongate.gateway.schema.entity;

import io.moongate.gateway.model.Pem;
import io.moongate.gateway.schema.EntityCheck;
import io.moongate.gateway.schema.EntityCheck.Violation;
import io.moongate.gateway.schema.EntitySchema;
import io.moongate.gateway.schema.Field;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Date;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Certificates of authorities that the gateway believes where an entity says so. */
final class CaCertificateSchema {
    private static final String CERT = "cert";
    private static final String DIGEST = "cert_digest";

    private CaCertificateSchema() {}

    static EntitySchema schema() {
        return EntitySchema.of("ca_certificates")
                .fields(
                        CommonFields.id(),
                        CommonFields.createdAt(),
                        CommonFields.updatedAt(),
                        CertificateSchema.certificate(CERT).required(),
                        Field.string(DIGEST).unique(),
                        CommonFields.tags())
                .checks(EntityCheck.custom(List.of(CERT), CaCertificateSchema::authority))
                .prepare(CaCertificateSchema::digest)
                .build();
    }

    /** The digest is always the certificate's own. */
    private static Map<String, @Nullable Object> digest(Map<String, @Nullable Object> given) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>(given);
        document.remove(DIGEST);
        if (given.get(CERT) instanceof String text) {
            try {
                byte[] bytes = Pem.certificates(text).getFirst().getEncoded();
                document.put(
                        DIGEST,
                        HexFormat.of()
                                .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
            } catch (GeneralSecurityException | IllegalArgumentException toldByTheField) {
                return document;
            }
        }
        return document;
    }

    private static @Nullable Violation authority(Map<String, @Nullable Object> fields) {
        try {
            List<X509Certificate> all = Pem.certificates(String.valueOf(fields.get(CERT)));
            X509Certificate certificate = all.getFirst();
            if (all.size() > 1) {
                return new Violation(null, "please submit only one certificate at a time");
            }
            if (certificate.getNotAfter().before(new Date())) {
                return new Violation(null, "certificate expired, \"Not After\" time is in the past");
            }
            return certificate.getBasicConstraints() < 0
                    ? new Violation(
                            null,
                            "certificate does not appear to be a CA because it is missing the \"CA\" basic constraint")
                    : null;
        } catch (CertificateException alreadyTold) {
            return null;
        }
    }
}
