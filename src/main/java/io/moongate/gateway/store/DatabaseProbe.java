package io.moongate.gateway.store;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** Asks a database whether it is there, before a node starts on it. */
public final class DatabaseProbe {
    private static final int LOGIN_SECONDS = 5;

    private DatabaseProbe() {}

    /** Connects once; throws with the driver's sentence where that fails. */
    public static void connect(String url, String user, String password) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("loginTimeout", Integer.toString(LOGIN_SECONDS));
        properties.setProperty("connectTimeout", Integer.toString(LOGIN_SECONDS));
        try (Connection connection = DriverManager.getConnection(url, properties)) {
            connection.isValid(LOGIN_SECONDS);
        }
    }
}
