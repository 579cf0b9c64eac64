package io.moongate.gateway.config;

import io.netty.util.NetUtil;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.List;

/** Whether settings suit what is outside: files, folders, addresses. Each problem is a sentence of Kong's form. */
final class OutsideCheck {
    private OutsideCheck() {}

    static void add(GatewayConfig settings, List<String> problems) {
        prefix(settings.prefix(), problems);
        settings.proxy().trustedIps().orElse(List.of()).forEach(block -> address(block.strip(), problems));
        settings.lua().luaSslTrustedCertificate().stream()
                .filter(file -> !file.equals("system"))
                .forEach(file -> certificates(file, problems));
    }

    private static void prefix(Path prefix, List<String> problems) {
        try {
            Files.createDirectories(prefix);
        } catch (IOException e) {
            problems.add("prefix: the folder " + prefix + " cannot be made");
            return;
        }
        if (!Files.isWritable(prefix)) {
            problems.add("prefix: the folder " + prefix + " cannot be written to");
        }
    }

    private static void address(String block, List<String> problems) {
        int slash = block.indexOf('/');
        String address = slash < 0 ? block : block.substring(0, slash);
        int widest = NetUtil.isValidIpV4Address(address) ? 32 : NetUtil.isValidIpV6Address(address) ? 128 : -1;
        String width = slash < 0 ? "0" : block.substring(slash + 1);
        boolean good = widest >= 0 && width.matches("\\d{1,3}") && Integer.parseInt(width) <= widest;
        if (!good && !block.equals("unix:")) {
            problems.add(
                    "trusted_ips must be a comma separated list in the form of IPv4 or IPv6 address or CIDR block or"
                            + " 'unix:', got '" + block + "'");
        }
    }

    private static void certificates(String file, List<String> problems) {
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            if (CertificateFactory.getInstance("X.509").generateCertificates(in).isEmpty()) {
                problems.add("lua_ssl_trusted_certificate: no certificate in " + file);
            }
        } catch (IOException e) {
            problems.add("lua_ssl_trusted_certificate: no such file at " + file);
        } catch (CertificateException e) {
            problems.add("lua_ssl_trusted_certificate: no certificate in " + file);
        }
    }
}
