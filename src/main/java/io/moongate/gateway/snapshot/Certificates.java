package io.moongate.gateway.snapshot;

import io.moongate.gateway.exchange.TlsRules;
import io.moongate.gateway.model.Document;
import io.moongate.gateway.model.KeyMaterial;
import io.moongate.gateway.model.Pem;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The certificates of a snapshot: by the server names that clients ask for, and by the services that they are shown to.
 * One that cannot be read, such as a reference into a vault that leads nowhere, is as good as none.
 */
public final class Certificates {
    static final Certificates NONE = new Certificates(Map.of(), Map.of(), Map.of());
    private static final String REST = "*";

    /** What was read, and the texts that it was read of. */
    private record Read(Map<String, @Nullable Object> document, KeyMaterial material) {}

    private final Map<UUID, Read> byId;
    private final Map<String, KeyMaterial> byName;
    private final Map<UUID, TlsRules> ofServices;

    private Certificates(Map<UUID, Read> byId, Map<String, KeyMaterial> byName, Map<UUID, TlsRules> ofServices) {
        this.byId = byId;
        this.byName = byName;
        this.ofServices = ofServices;
    }

    /** Reads the certificates; those that are as they were before stay the same objects. */
    static Certificates of(List<EntitySource.Documents> all, Certificates before) {
        Map<UUID, Read> byId = new HashMap<>();
        for (Map<String, @Nullable Object> document : documents(all, "certificates")) {
            UUID id = new Document(document).id();
            Read known = before.byId.get(id);
            KeyMaterial material = known != null && known.document.equals(document) ? known.material : read(document);
            if (material != null) {
                byId.put(id, new Read(document, material));
            }
        }
        Map<String, KeyMaterial> byName = new HashMap<>();
        for (Map<String, @Nullable Object> document : documents(all, "snis")) {
            Document sni = new Document(document);
            Read certificate = byId.get(sni.foreign("certificate"));
            if (certificate != null) {
                byName.put(sni.required("name").toLowerCase(Locale.ROOT), certificate.material);
            }
        }
        Map<String, X509Certificate> authorities = new HashMap<>();
        for (Map<String, @Nullable Object> document : documents(all, "ca_certificates")) {
            X509Certificate authority = authority(document);
            if (authority != null) {
                authorities.put(String.valueOf(document.get("id")), authority);
            }
        }
        Map<UUID, TlsRules> ofServices = new HashMap<>();
        for (Map<String, @Nullable Object> document : documents(all, "services")) {
            Document service = new Document(document);
            TlsRules rules = rules(service, byId.get(service.foreign("client_certificate")), authorities);
            if (!rules.equals(TlsRules.USUAL)) {
                ofServices.put(service.id(), rules);
            }
        }
        return new Certificates(byId, byName, ofServices);
    }

    private static List<Map<String, @Nullable Object>> documents(List<EntitySource.Documents> all, String kind) {
        for (EntitySource.Documents documents : all) {
            if (documents.schema().name().equals(kind)) {
                return documents.documents();
            }
        }
        return List.of();
    }

    private static @Nullable KeyMaterial read(Map<String, @Nullable Object> fields) {
        Document document = new Document(fields);
        try {
            return KeyMaterial.read(
                    document.required("cert"),
                    document.required("key"),
                    document.string("cert_alt"),
                    document.string("key_alt"));
        } catch (GeneralSecurityException | IllegalArgumentException unreadable) {
            return null;
        }
    }

    private static @Nullable X509Certificate authority(Map<String, @Nullable Object> document) {
        try {
            return Pem.certificates(new Document(document).required("cert")).getFirst();
        } catch (CertificateException | IllegalArgumentException unreadable) {
            return null;
        }
    }

    private static TlsRules rules(
            Document service, @Nullable Read certificate, Map<String, X509Certificate> authorities) {
        List<X509Certificate> trusted = new ArrayList<>();
        for (String id : service.strings("ca_certificates")) {
            X509Certificate authority = authorities.get(id);
            if (authority != null) {
                trusted.add(authority);
            }
        }
        return new TlsRules(
                certificate == null ? null : certificate.material,
                service.bool("tls_verify", false),
                (int) service.integer("tls_verify_depth", TlsRules.USUAL.depth()),
                trusted);
    }

    /** Whether any server name has a certificate of its own. */
    public boolean hasNames() {
        return !byName.isEmpty();
    }

    /**
     * The certificate for a server name: that of the name itself, of a wildcard for its first label, of one for its
     * last, or of all names; null for the gateway's default, which also those see who name no server.
     */
    public @Nullable KeyMaterial forName(@Nullable String serverName) {
        if (serverName == null || byName.isEmpty()) {
            return null;
        }
        String name = serverName.toLowerCase(Locale.ROOT);
        KeyMaterial found = byName.get(name);
        int first = name.indexOf('.');
        if (found == null && first >= 0) {
            found = byName.get(REST + name.substring(first));
            if (found == null) {
                found = byName.get(name.substring(0, name.lastIndexOf('.') + 1) + REST);
            }
        }
        return found == null ? byName.get(REST) : found;
    }

    /** The certificate of an id, or null. */
    public @Nullable KeyMaterial byId(@Nullable UUID id) {
        Read found = id == null ? null : byId.get(id);
        return found == null ? null : found.material;
    }

    /** How TLS to a service is done. */
    public TlsRules ofService(UUID service) {
        return ofServices.getOrDefault(service, TlsRules.USUAL);
    }
}
