package io.moongate.gateway.script.require.openssl;

import io.moongate.gateway.script.Namespace;
import io.moongate.lua.value.LuaTable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The object identifiers in names of certificates, with OpenSSL's numbers and names for them. */
final class ObjectIds {
    private record Known(String oid, int nid, String shortName, String longName) {}

    private static final List<Known> ALL = List.of(
            new Known("2.5.4.3", 13, "CN", "commonName"),
            new Known("2.5.4.6", 14, "C", "countryName"),
            new Known("2.5.4.7", 15, "L", "localityName"),
            new Known("2.5.4.8", 16, "ST", "stateOrProvinceName"),
            new Known("2.5.4.10", 17, "O", "organizationName"),
            new Known("2.5.4.11", 18, "OU", "organizationalUnitName"),
            new Known("1.2.840.113549.1.9.1", 48, "emailAddress", "emailAddress"),
            new Known("2.5.4.42", 99, "GN", "givenName"),
            new Known("2.5.4.4", 100, "SN", "surname"),
            new Known("2.5.4.5", 105, "serialNumber", "serialNumber"),
            new Known("2.5.4.12", 106, "title", "title"),
            new Known("2.5.4.46", 174, "dnQualifier", "dnQualifier"),
            new Known("0.9.2342.19200300.100.1.25", 391, "DC", "domainComponent"),
            new Known("0.9.2342.19200300.100.1.1", 458, "UID", "userId"),
            new Known("2.5.4.9", 660, "street", "streetAddress"),
            new Known("2.5.4.17", 661, "postalCode", "postalCode"),
            new Known("2.5.4.97", 1089, "organizationIdentifier", "organizationIdentifier"));
    private static final Map<String, Known> BY_NAME = new HashMap<>();

    static {
        for (Known known : ALL) {
            BY_NAME.put(known.oid, known);
            BY_NAME.put(known.shortName, known);
            BY_NAME.put(known.longName, known);
        }
    }

    private ObjectIds() {}

    /** The identifier with dots of any name of it; null where it is not known. */
    static @Nullable String oid(String name) {
        Known known = BY_NAME.get(name);
        return known == null ? (name.matches("[0-9.]+") ? name : null) : known.oid;
    }

    static String shortName(String oid) {
        Known known = BY_NAME.get(oid);
        return known == null ? oid : known.shortName;
    }

    /** The table that stands for an identifier. */
    static LuaTable entry(String oid) {
        Known known = BY_NAME.get(oid);
        return known == null ? entry(oid, 0, oid, oid) : entry(oid, known.nid, known.shortName, known.longName);
    }

    static LuaTable entry(String oid, int nid, String shortName, String longName) {
        return new Namespace()
                .value("id", oid)
                .value("nid", (double) nid)
                .value("sn", shortName)
                .value("ln", longName)
                .table();
    }
}
