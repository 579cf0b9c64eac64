package io.moongate.gateway;

import io.moongate.gateway.config.DatabaseKind;
import io.moongate.gateway.config.GatewayConfig;
import io.moongate.gateway.config.PostgresSettings;
import io.moongate.gateway.config.SettingsCheck;
import io.moongate.gateway.store.DatabaseProbe;
import io.moongate.gateway.store.EmbeddedDatabase;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.IOException;
import java.sql.SQLException;

/**
 * The start: reads the settings, brings up the embedded database where none is named, and hands over to Quarkus. What
 * is wrong is said in a sentence and ends the process with status 1.
 */
@QuarkusMain
public final class Moongate {
    private static final String URL = "quarkus.datasource.jdbc.url";

    Moongate() {}

    public static void main(String... args) {
        try {
            SettingsCheck.Found found = SettingsCheck.read();
            GatewayConfig config = found.settings();
            if (config.database() == DatabaseKind.POSTGRES) {
                PostgresSettings postgres = config.postgres();
                if (postgres.pgHost().isEmpty()) {
                    useEmbedded(config);
                } else {
                    DatabaseProbe.connect(
                            found.databaseUrl().orElseThrow(),
                            postgres.pgUser(),
                            postgres.pgPassword().orElse(""));
                }
            }
        } catch (SettingsCheck.BadSettings e) {
            refuse("the settings cannot be used:\n" + e.getMessage());
        } catch (SQLException e) {
            refuse("PostgreSQL (pg_host, pg_port, pg_user, pg_password, pg_database) refuses: " + e.getMessage());
        } catch (IOException e) {
            refuse("the embedded PostgreSQL did not start: " + e.getMessage()
                    + "\nname a server of your own with KONG_PG_HOST, or do without one by KONG_DATABASE=off");
        }
        Quarkus.run(args);
    }

    private static void useEmbedded(GatewayConfig config) throws IOException {
        EmbeddedDatabase database = EmbeddedDatabase.start(config.prefix());
        System.setProperty(URL, database.url());
        System.setProperty("quarkus.datasource.username", EmbeddedDatabase.USER);
    }

    private static void refuse(String why) {
        System.err.println("Moongate does not start: " + why);
        System.exit(1);
    }
}
