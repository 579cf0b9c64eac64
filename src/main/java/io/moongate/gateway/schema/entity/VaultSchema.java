package io.moongate.gateway.schema.entity;

import io.moongate.gateway.schema.EntitySchema;
import io.moongate.gateway.schema.EntitySchema.Subschema;
import io.moongate.gateway.schema.Field;
import java.util.List;
import java.util.regex.Pattern;

/** Vaults: where secrets are looked up. */
final class VaultSchema {
    private static final Pattern PREFIX = Pattern.compile("[a-z][a-z\\d-]*?[a-z\\d]+");

    /** The environment of the process: the one vault there is. */
    private static final Subschema ENVIRONMENT = new Subschema(
            "env",
            List.of(Field.record(
                            "config",
                            Field.string("prefix")
                                    .match("^[%a_][%a%d_]*$", text -> text.matches("[A-Za-z_][A-Za-z\\d_]*")))
                    .required()),
            List.of());

    private VaultSchema() {}

    static EntitySchema schema() {
        return EntitySchema.of("vaults")
                .endpointKey("prefix")
                .cacheKey("prefix")
                .fields(
                        CommonFields.id(),
                        Field.string("prefix")
                                .required()
                                .uniqueAcross()
                                .notOneOf("env")
                                .match(
                                        "^[a-z][a-z%d-]-[a-z%d]+$",
                                        text -> PREFIX.matcher(text).matches())
                                .describe("The unique prefix (or identifier) for this Vault configuration."),
                        Field.string("name").required().describe("The name of the Vault that's going to be added."),
                        Field.string("description").describe("The description of the Vault entity."),
                        Field.record("config")
                                .abstractUntilSubschema()
                                .describe("The configuration properties for the Vault which can be found on the vaults'"
                                        + " documentation page."),
                        CommonFields.createdAt(),
                        CommonFields.updatedAt(),
                        CommonFields.tags())
                .subschemas("name", name -> name.equals("env") ? ENVIRONMENT : null, "vault '%s' is not installed")
                .build();
    }
}
