package io.moongate.gateway.schema.entity;

import io.moongate.gateway.model.Pem;
import io.moongate.gateway.schema.EntityCheck;
import io.moongate.gateway.schema.EntityCheck.Violation;
import io.moongate.gateway.schema.EntitySchema;
import io.moongate.gateway.schema.Field;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Certificates with their keys, for the gateway's own listeners and for what it shows to upstreams. */
final class CertificateSchema {
    private static final String SAME_KIND =
            "certificate and alternative certificate need to have different type (e.g. RSA"
                    + " and ECDSA), the provided certificates were both of the same type";

    private CertificateSchema() {}

    static EntitySchema schema() {
        return EntitySchema.of("certificates")
                .fields(
                        CommonFields.id(),
                        CommonFields.createdAt(),
                        CommonFields.updatedAt(),
                        certificate("cert").required().referenceable(),
                        key("key").required(),
                        certificate("cert_alt").referenceable(),
                        key("key_alt"),
                        CommonFields.tags())
                .checks(
                        EntityCheck.mutuallyRequired("cert_alt", "key_alt"),
                        EntityCheck.custom(
                                List.of("cert", "key"),
                                (Map<String, @Nullable Object> fields) ->
                                        match(fields, "cert", "key", "certificate does not match key")),
                        EntityCheck.custom(
                                List.of("cert_alt", "key_alt"),
                                (Map<String, @Nullable Object> fields) -> match(
                                        fields, "cert_alt", "key_alt", "alternative certificate does not match key")),
                        EntityCheck.custom(List.of("cert", "key", "cert_alt", "key_alt"), CertificateSchema::kinds))
                .build();
    }

    /** One or more certificates as text, or a reference into a vault. */
    static Field certificate(String name) {
        return Field.string(name)
                .check(text -> certificateError((String) text))
                .describe("A string representing a certificate.");
    }

    private static Field key(String name) {
        return Field.string(name)
                .check(text -> keyError((String) text))
                .describe("A string representing a key.")
                .referenceable()
                .encrypted();
    }

    static boolean isReference(@Nullable Object text) {
        return text instanceof String reference && reference.startsWith("{vault://") && reference.endsWith("}");
    }

    private static @Nullable Object certificateError(String text) {
        if (isReference(text)) {
            return null;
        }
        try {
            Pem.certificates(text);
            return null;
        } catch (CertificateException | IllegalArgumentException e) {
            return "invalid certificate: " + e.getMessage();
        }
    }

    private static @Nullable Object keyError(String text) {
        if (isReference(text)) {
            return null;
        }
        try {
            Pem.privateKey(text);
            return null;
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return "invalid key: " + e.getMessage();
        }
    }

    private static @Nullable Violation match(
            Map<String, @Nullable Object> fields, String certificate, String key, String error) {
        if (!(fields.get(certificate) instanceof String text)
                || !(fields.get(key) instanceof String secret)
                || isReference(text)
                || isReference(secret)) {
            return null;
        }
        try {
            return Pem.belong(Pem.certificates(text).getFirst(), Pem.privateKey(secret))
                    ? null
                    : new Violation(null, error);
        } catch (GeneralSecurityException alreadyTold) {
            return null;
        }
    }

    private static @Nullable Violation kinds(Map<String, @Nullable Object> fields) {
        if (!(fields.get("cert") instanceof String one)
                || !(fields.get("cert_alt") instanceof String other)
                || fields.get("key_alt") == null
                || isReference(one)
                || isReference(other)) {
            return null;
        }
        try {
            String kind = Pem.certificates(one).getFirst().getPublicKey().getAlgorithm();
            String otherKind = Pem.certificates(other).getFirst().getPublicKey().getAlgorithm();
            return kind.equals(otherKind) ? new Violation(null, SAME_KIND) : null;
        } catch (CertificateException alreadyTold) {
            return null;
        }
    }
}
