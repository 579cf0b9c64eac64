package io.moongate.gateway.schema.entity;

import io.moongate.gateway.schema.EntitySchema;
import io.moongate.gateway.schema.Field;

/** Server names, and the certificates that clients who ask for them see. */
final class SniSchema {
    private SniSchema() {}

    static EntitySchema schema() {
        return EntitySchema.of("snis")
                .endpointKey("name")
                .fields(
                        CommonFields.id(),
                        CommonFields.wildcardHost("name").required().uniqueAcross(),
                        CommonFields.createdAt(),
                        CommonFields.updatedAt(),
                        CommonFields.tags(),
                        Field.foreign("certificate", "certificates")
                                .required()
                                .describe(
                                        "The id (a UUID) of the certificate with which to associate the SNI hostname."))
                .build();
    }
}
