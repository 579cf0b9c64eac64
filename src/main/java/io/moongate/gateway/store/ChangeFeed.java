package io.moongate.gateway.store;

import io.moongate.gateway.config.LogLevel;
import io.moongate.gateway.observe.ErrorLog;
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

    private final DataSource database;
    private final ChangeCounter counter;
    private final Changes changes;
    private final ErrorLog log;
    private final int lookEveryMillis;
    private final CountDownLatch end = new CountDownLatch(1);

    ChangeFeed(DataSource database, ChangeCounter counter, Changes changes, ErrorLog log, double lookEverySeconds) {
        this.database = database;
        this.counter = counter;
        this.changes = changes;
        this.log = log;
        this.lookEveryMillis = (int) Math.max(100, lookEverySeconds * 1000);
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
                }
                rest();
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
