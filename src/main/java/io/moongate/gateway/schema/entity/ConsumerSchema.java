package io.moongate.gateway.schema.entity;

import io.moongate.gateway.schema.EntityCheck;
import io.moongate.gateway.schema.EntitySchema;
import io.moongate.gateway.schema.Field;

/** Consumers: who sends requests. */
final class ConsumerSchema {
    private ConsumerSchema() {}

    static EntitySchema schema() {
        return EntitySchema.of("consumers")
                .endpointKey("username")
                .fields(
                        CommonFields.id(),
                        CommonFields.createdAt(),
                        CommonFields.updatedAt(),
                        Field.string("username")
                                .unique()
                                .describe("The unique username of the Consumer. You must send at least one of username"
                                        + " or custom_id with the request."),
                        Field.string("custom_id")
                                .unique()
                                .describe("Stores the existing unique ID of the consumer. You must send at least one of"
                                        + " username or custom_id with the request."),
                        CommonFields.tags())
                .checks(EntityCheck.atLeastOneOf("custom_id", "username"))
                .build();
    }
}
