package io.moongate.gateway.script.require.openssl;

import io.moongate.gateway.script.Namespace;
import io.moongate.gateway.script.require.Bytes;
import io.moongate.gateway.script.require.Kind;
import io.moongate.lua.op.Check;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.NativeFunction;
import io.moongate.lua.value.Values;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code resty.openssl.x509}: certificates, to read and to verify. */
final class X509Module {
    private static final double MILLIS = 1000;

    private final Namespace methods = new Namespace();
    private final Kind<X509Certificate> kind = new Kind<>("x509", X509Certificate.class, methods.table());
    private final PkeyModule keys;
    private final BnModule numbers;
    private final NameModule names;

    X509Module(PkeyModule keys, BnModule numbers, NameModule names) {
        this.keys = keys;
        this.numbers = numbers;
        this.names = names;
    }

    LuaTable make() {
        return methods.of2("new", this::create)
                .of1("istype", value -> kind.orNull(value) != null)
                .of1(
                        "get_subject_name",
                        self -> names.wrap(
                                kind.self(self).getSubjectX500Principal().getEncoded()))
                .of1(
                        "get_issuer_name",
                        self -> names.wrap(
                                kind.self(self).getIssuerX500Principal().getEncoded()))
                .of1("get_not_before", self -> from(kind.self(self)))
                .of1("get_not_after", self -> until(kind.self(self)))
                .of1("get_lifetime", self -> Values.of2(from(kind.self(self)), until(kind.self(self))))
                .of1("get_serial_number", self -> numbers.wrap(kind.self(self).getSerialNumber()))
                .of1("get_version", self -> (double) kind.self(self).getVersion())
                .of1("get_pubkey", self -> publicKey(kind.self(self)))
                .of1("get_signature_name", self -> signatureName(kind.self(self)))
                .of1(
                        "get_signature_digest_name",
                        self -> signatureName(kind.self(self)).replaceFirst("(?i)with.*", ""))
                .of1("get_subject_alt_name", self -> alternatives(kind.self(self)))
                .of2("get_basic_constraints", (self, name) -> constraints(kind.self(self), name))
                .of2("digest", (self, name) -> digest(der(kind.self(self)), name, "digest"))
                .of2(
                        "pubkey_digest",
                        (self, name) ->
                                digest(KeyPairs.publicBytes(kind.self(self).getPublicKey()), name, "pubkey_digest"))
                .of2("check_private_key", this::checkPrivateKey)
                .of2("verify", this::verify)
                .of2("tostring", (self, format) -> write(kind.self(self), Check.string(format, 2, "PEM")))
                .of1("to_PEM", self -> write(kind.self(self), "PEM"))
                .table();
    }

    private Object create(@Nullable Object text, @Nullable Object format) {
        String given = Check.string(text, 1);
        String form = Check.string(format, 2, "*");
        Pem pem = form.equals("DER") ? null : Pem.first(given);
        if (pem == null && !form.equals("DER") && !given.startsWith("0")) {
            return Values.of2(null, "x509.new: no certificate found in the text (no start line)");
        }
        byte[] bytes = pem == null ? Bytes.of(given) : pem.bytes();
        try {
            return kind.wrap((X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(bytes)));
        } catch (CertificateException e) {
            return Values.of2(null, "x509.new: " + e.getMessage());
        }
    }

    private static double from(X509Certificate certificate) {
        return certificate.getNotBefore().getTime() / MILLIS;
    }

    private static double until(X509Certificate certificate) {
        return certificate.getNotAfter().getTime() / MILLIS;
    }

    private static byte[] der(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateException e) {
            throw new IllegalStateException(e);
        }
    }

    private Object publicKey(X509Certificate certificate) {
        try {
            return keys.kind.wrap(KeyPairs.ofSpki(certificate.getPublicKey().getEncoded()));
        } catch (GeneralSecurityException e) {
            return Values.of2(null, "x509:get_pubkey: " + e.getMessage());
        }
    }

    private static String signatureName(X509Certificate certificate) {
        String name = certificate.getSigAlgName();
        if (name.endsWith("withRSA")) {
            return "RSA-" + name.substring(0, name.length() - "withRSA".length());
        }
        return name.endsWith("withECDSA") ? "ecdsa-with-" + name.substring(0, name.length() - 9) : name;
    }

    private static Object digest(byte[] bytes, @Nullable Object name, String where) {
        DigestName digest = DigestName.of(Check.string(name, 2, "sha1"));
        if (digest == null) {
            return Values.of2(null, "x509:" + where + ": invalid digest type");
        }
        try {
            return Bytes.text(MessageDigest.getInstance(digest.java()).digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The further names, as a table over which {@code pairs} goes kind by kind, like the real one's. */
    private static @Nullable Object alternatives(X509Certificate certificate) {
        Collection<List<?>> all;
        try {
            all = certificate.getSubjectAlternativeNames();
        } catch (CertificateException e) {
            return Values.of2(null, "x509:get_subject_alt_name: " + e.getMessage());
        }
        if (all == null) {
            return null;
        }
        LuaTable pairs = new LuaTable();
        int count = 0;
        for (List<?> name : all) {
            String label = switch ((Integer) name.get(0)) {
                case 1 -> "email";
                case 2 -> "DNS";
                case 6 -> "URI";
                case 7 -> "IP";
                case 8 -> "RID";
                default -> "DirName";
            };
            pairs.put(++count, LuaTable.of(label, Bytes.encode(String.valueOf(name.get(1)))));
        }
        int length = count;
        LuaTable object = new LuaTable();
        LuaTable metatable = new Namespace()
                .of1("__len", self -> (double) length)
                .of1("__pairs", self -> {
                    int[] place = {0};
                    return NativeFunction.ofN(
                            "iterator",
                            ignored -> pairs.get(++place[0]) instanceof LuaTable pair
                                    ? Values.of2(pair.get(1), pair.get(2))
                                    : null);
                })
                .table();
        LuaTable methods = new Namespace()
                .of1("count", self -> (double) length)
                .of1("tostring", self -> {
                    StringBuilder out = new StringBuilder();
                    for (int i = 1; pairs.get(i) instanceof LuaTable pair; i++) {
                        out.append(i == 1 ? "" : "/")
                                .append(pair.get(1))
                                .append('=')
                                .append(pair.get(2));
                    }
                    return out.toString();
                })
                .table();
        metatable.put("__index", methods);
        object.setMetatable(metatable);
        return object;
    }

    private static @Nullable Object constraints(X509Certificate certificate, @Nullable Object name) {
        int path = certificate.getBasicConstraints();
        boolean authority = path >= 0;
        Double length = authority && path != Integer.MAX_VALUE ? (double) path : null;
        if (name == null) {
            return new Namespace()
                    .value("ca", authority)
                    .value("pathlen", length)
                    .table();
        }
        return switch (Check.string(name, 2).toLowerCase(java.util.Locale.ROOT)) {
            case "ca" -> authority;
            case "pathlen" -> length;
            default -> Values.of2(null, "x509:get_basic_constraints: unknown constraint");
        };
    }

    private Object checkPrivateKey(@Nullable Object self, @Nullable Object key) {
        PublicKey mine = kind.self(self).getPublicKey();
        KeyPairs.Pair pair = keys.kind.argument(key, 2);
        if (pair.privateKey() == null) {
            return Values.of2(false, "not a private key");
        }
        return pair.publicKey() != null
                        && java.util.Arrays.equals(pair.publicKey().getEncoded(), mine.getEncoded())
                ? (Object) true
                : Values.of2(false, "key values mismatch");
    }

    private Object verify(@Nullable Object self, @Nullable Object key) {
        PublicKey signer = keys.kind.argument(key, 2).publicKey();
        if (signer == null) {
            return Values.of2(false, "x509:verify: not a public key");
        }
        try {
            kind.self(self).verify(signer);
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static @Nullable Object write(X509Certificate certificate, String format) {
        return switch (format) {
            case "PEM" -> Pem.write("CERTIFICATE", der(certificate));
            case "DER" -> Bytes.text(der(certificate));
            default -> Values.of2(null, "x509:tostring: can only write PEM or DER format, not " + format);
        };
    }
}
