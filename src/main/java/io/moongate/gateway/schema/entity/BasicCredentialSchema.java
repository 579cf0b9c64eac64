package io.moongate.gateway.schema.entity;

import io.moongate.gateway.model.BasicPassword;
import io.moongate.gateway.model.Document;
import io.moongate.gateway.schema.EntitySchema;
import io.moongate.gateway.schema.Field;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Names and passwords by which consumers show who they are; passwords are kept as digests. */
final class BasicCredentialSchema {
    private static final String PASSWORD = "password";

    private BasicCredentialSchema() {}

    static EntitySchema schema() {
        return EntitySchema.of("basicauth_credentials")
                .path("basic-auths")
                .nestedPath("basic-auth")
                .endpointKey("username")
                .cacheKey("username")
                .fields(
                        CommonFields.id(),
                        CommonFields.createdAt(),
                        Field.foreign("consumer", "consumers").required().cascade(),
                        Field.string("username").required().unique(),
                        Field.string(PASSWORD).required().encrypted(),
                        CommonFields.tags())
                .seal(BasicCredentialSchema::seal)
                .build();
    }

    private static Map<String, @Nullable Object> seal(
            Map<String, @Nullable Object> document, Map<String, @Nullable Object> written) {
        UUID consumer = new Document(document).foreign("consumer");
        if (!(written.get(PASSWORD) instanceof String password) || consumer == null) {
            return document;
        }
        Map<String, @Nullable Object> sealed = new LinkedHashMap<>(document);
        sealed.put(PASSWORD, BasicPassword.digest(password, consumer));
        return sealed;
    }
}
