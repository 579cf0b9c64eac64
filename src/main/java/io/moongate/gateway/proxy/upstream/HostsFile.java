package io.moongate.gateway.proxy.upstream;

import io.netty.resolver.HostsFileEntriesProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A file of host names ({@code dns_hostsfile}) that is looked at before the system's resolver. Read once. */
public final class HostsFile implements Names.Resolver {
    private final Map<String, List<InetAddress>> four;
    private final Map<String, List<InetAddress>> six;
    private final Names.Resolver otherwise;

    private HostsFile(HostsFileEntriesProvider entries, Names.Resolver otherwise) {
        this.four = entries.ipv4Entries();
        this.six = entries.ipv6Entries();
        this.otherwise = otherwise;
    }

    /**
     * Looks names up in a file, and then elsewhere. A file that is not there holds no names.
     *
     * @throws IOException if the file is there and cannot be read
     */
    public static Names.Resolver over(Path file, Names.Resolver otherwise) throws IOException {
        if (!Files.exists(file)) {
            return otherwise;
        }
        return new HostsFile(HostsFileEntriesProvider.parser().parse(file.toFile(), StandardCharsets.UTF_8), otherwise);
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        String name = host.toLowerCase(Locale.ROOT);
        List<InetAddress> found = new ArrayList<>(four.getOrDefault(name, List.of()));
        found.addAll(six.getOrDefault(name, List.of()));
        return found.isEmpty() ? otherwise.resolve(host) : found.toArray(new InetAddress[0]);
    }
}
