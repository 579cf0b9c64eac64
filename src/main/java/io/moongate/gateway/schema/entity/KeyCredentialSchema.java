package io.moongate.gateway.schema.entity;

import io.moongate.gateway.schema.EntitySchema;
import io.moongate.gateway.schema.Field;

/** Keys by which consumers show who they are. */
final class KeyCredentialSchema {
    private static final long LONGEST = 100_000_000;

    private KeyCredentialSchema() {}

    static EntitySchema schema() {
        return EntitySchema.of("keyauth_credentials")
                .path("key-auths")
                .nestedPath("key-auth")
                .endpointKey("key")
                .cacheKey("key")
                .fields(
                        CommonFields.id(),
                        CommonFields.createdAt(),
                        Field.foreign("consumer", "consumers")
                                .required()
                                .byDefault(null)
                                .cascade(),
                        Field.string("key").unique().auto(),
                        CommonFields.tags(),
                        Field.integer(EntitySchema.LIFETIME).between(0, LONGEST))
                .build();
    }
}
