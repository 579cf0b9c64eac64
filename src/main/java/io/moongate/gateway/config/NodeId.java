package io.moongate.gateway.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** The identity of a node: given, or made up once and kept under the prefix. */
public record NodeId(String text) {

    /** Reads or makes it. */
    public static NodeId of(GatewayConfig config) throws IOException {
        return new NodeId(
                config.nodeId().isPresent()
                        ? config.nodeId().get()
                        : kept(config.prefix().resolve("kong.id")));
    }

    private static String kept(Path file) throws IOException {
        if (Files.isReadable(file)) {
            String text = Files.readString(file).strip();
            if (!text.isEmpty()) {
                return text;
            }
        }
        String made = UUID.randomUUID().toString();
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, made + "\n");
        return made;
    }
}
