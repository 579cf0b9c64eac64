package io.moongate.gateway.store;

import io.moongate.gateway.config.LogLevel;
import io.moongate.gateway.observe.ErrorLog;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.postgresql.PGConnection;

/**
 * Hears of changes that other nodes made: listens for notifications on a connection of its own, and looks at the
 * counter of changes now and then as the net under them. A database that goes away is asked again until it is back.
 */
final class ChangeFeed implements AutoCloseable {
    private static final int RETRY_MILLIS = 500;
    private static final int HELPLESS = 10;

    /** What this node can do for a database that is away; tells whether it did anything. */
    interface Rescue {
        boolean attempt() throws IOException;
    }

    private final DataSource database;
    private final ChangeCounter counter;
    private final Changes changes;
    private final ErrorLog log;
    private final int lookEveryMillis;
    private final Rescue rescue;
    /** How often help failed since the database went away. */
    private int failures;

    private final CountDownLatch end = new CountDownLatch(1);

    ChangeFeed(
            DataSource database,
            ChangeCounter counter,
            Changes changes,
            ErrorLog log,
            double lookEverySeconds,
            Rescue rescue) {
        this.database = database;
        this.counter = counter;
        this.changes = changes;
        this.log = log;
        this.lookEveryMillis = (int) Math.max(100, lookEverySeconds * 1000);
        this.rescue = rescue;
    }

    /** Begins to listen. */
    void start() {
        Thread.ofVirtual().name("change-feed").start(this::run);
    }

    private void run() {
        boolean away = false;
        while (end.getCount() > 0) {
            try (Connection connection = database.getConnection()) {
                if (away) {
                    log.log(LogLevel.NOTICE, "the database is back");
                    counter.forget();
                    away = false;
                }
                listen(connection);
            } catch (SQLException e) {
                if (!away && end.getCount() > 0) {
                    log.log(LogLevel.ERROR, "the database is unreachable: " + e.getMessage());
                    away = true;
                    failures = 0;
                }
                rest();
                rescue();
            }
        }
    }

    private void rescue() {
        try {
            if (end.getCount() > 0 && rescue.attempt()) {
                log.log(LogLevel.WARN, "the embedded PostgreSQL had ended and is started again");
            }
        } catch (IOException e) {
            // The first attempts may come before the last process of the old server is gone.
            if (++failures == HELPLESS) {
                log.log(
                        LogLevel.CRIT,
                        "the embedded PostgreSQL has ended and does not start again (" + e.getMessage()
                                + "); it is tried on; start the gateway again, or name a server by KONG_PG_HOST");
            }
        }
    }

    private void listen(Connection connection) throws SQLException {
        PGConnection notifications = connection.unwrap(PGConnection.class);
        try (Statement statement = connection.createStatement()) {
            statement.execute("LISTEN " + ChangeCounter.CHANNEL);
            while (end.getCount() > 0) {
                long version;
                try (ResultSet row = statement.executeQuery(ChangeCounter.READ)) {
                    row.next();
                    version = row.getLong(1);
                }
                if (counter.news(version)) {
                    changes.apply();
                }
                notifications.getNotifications(lookEveryMillis);
            }
        }
    }

    private void rest() {
        try {
            end.await(RETRY_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            end.countDown();
        }
    }

    @Override
    public void close() {
        end.countDown();
    }
}
