package io.moongate.gateway.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import io.smallrye.config.WithParentName;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * All settings of a node, under Kong's names: {@code KONG_LOG_LEVEL} in the environment, {@code log_level} in a file of
 * Kong's form, {@code kong.log_level} as a system property.
 */
@ConfigMapping(prefix = "kong", namingStrategy = ConfigMapping.NamingStrategy.SNAKE_CASE)
public interface GatewayConfig {

    /** The folder that holds all that this node writes. */
    @WithDefault(".moongate")
    Path prefix();

    @WithDefault("postgres")
    DatabaseKind database();

    /** How grave a line must be to be written to the error log. */
    @WithDefault("notice")
    @WithConverter(LogLevel.Reader.class)
    LogLevel logLevel();

    /** Where the error log goes: a file, taken from the prefix unless absolute, or {@code /dev/stderr}. */
    @WithDefault("logs/error.log")
    String proxyErrorLog();

    /** Whether the error log goes to standard error as well. */
    @WithName("error_log_stderr")
    @WithDefault("off")
    @WithConverter(OnOff.class)
    boolean errorLogOnStderr();

    /** The plugins that may be configured: names, {@code bundled} for all that come with the gateway, or off. */
    @WithDefault("bundled")
    List<@WithConverter(Word.class) String> plugins();

    /** The file that a node without a database starts from. */
    Optional<Path> declarativeConfig();

    /** The same as a text. */
    Optional<String> declarativeConfigString();

    /** The number of event loops, or {@code auto} for one a processor. */
    @WithDefault("auto")
    String nginxWorkerProcesses();

    /** The identity of this node; made up and kept under the prefix where it is not given. */
    Optional<String> nodeId();

    @WithDefault("traditional_compatible")
    String routerFlavor();

    @WithParentName
    TracingSettings tracing();

    @WithParentName
    PostgresSettings postgres();

    @WithParentName
    AdminSettings admin();

    @WithParentName
    ProxySettings proxy();

    @WithParentName
    LuaSettings lua();
}
