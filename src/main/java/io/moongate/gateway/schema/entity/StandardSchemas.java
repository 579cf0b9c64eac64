package io.moongate.gateway.schema.entity;

import io.moongate.gateway.schema.PluginSchemas;
import io.moongate.gateway.schema.Schemas;
import java.util.List;

/** The entities of a gateway. */
public final class StandardSchemas {
    private StandardSchemas() {}

    /** All of them; one that others refer to stands before them. */
    public static Schemas of(PluginSchemas plugins) {
        return new Schemas(
                List.of(
                        CertificateSchema.schema(),
                        SniSchema.schema(),
                        CaCertificateSchema.schema(),
                        ServiceSchema.schema(),
                        RouteSchema.schema(),
                        ConsumerSchema.schema(),
                        PluginEntitySchema.schema(plugins),
                        UpstreamSchema.schema(),
                        TargetSchema.schema(),
                        VaultSchema.schema(),
                        KeySetSchema.schema(),
                        KeyCredentialSchema.schema(),
                        BasicCredentialSchema.schema()),
                plugins);
    }
}
