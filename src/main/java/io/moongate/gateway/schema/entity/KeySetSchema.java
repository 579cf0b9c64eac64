package io.moongate.gateway.schema.entity;

import io.moongate.gateway.schema.EntitySchema;
import io.moongate.gateway.schema.Field;

/** Key sets: keys that belong together. */
final class KeySetSchema {
    private KeySetSchema() {}

    static EntitySchema schema() {
        return EntitySchema.of("key_sets")
                .path("key-sets")
                .endpointKey("name")
                .fields(
                        CommonFields.id(),
                        Field.string("name").unique(),
                        CommonFields.tags(),
                        CommonFields.createdAt(),
                        CommonFields.updatedAt())
                .build();
    }
}
