package io.moongate.gateway.store;

import io.moongate.gateway.model.Document;
import io.moongate.gateway.schema.EntitySchema;
import io.moongate.gateway.schema.KongError;
import io.moongate.gateway.schema.Result;
import io.moongate.gateway.schema.Schemas;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Keeps the certificates of authorities that services list by their ids, which no foreign key does. */
final class AuthorityUse {
    private static final int PART = 1000;

    private final Schemas schemas;
    private final EntityStore store;

    AuthorityUse(Schemas schemas, EntityStore store) {
        this.schemas = schemas;
        this.store = store;
    }

    /** What stands against the deletion of an authority, or null. */
    @Nullable
    KongError refusal(String authority) {
        EntitySchema services = schemas.get("services");
        String offset = null;
        do {
            if (!(store.page(services, new PageRequest(PART, offset, null, null))
                    instanceof Result.Ok<Page>(Page page))) {
                return null;
            }
            for (Map<String, @Nullable Object> service : page.entities()) {
                Document document = new Document(service);
                if (document.strings("ca_certificates").contains(authority)) {
                    return KongError.certificateInUse(UUID.fromString(authority), services.name(), document.id());
                }
            }
            offset = page.offset();
        } while (offset != null);
        return null;
    }
}
