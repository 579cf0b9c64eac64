package io.moongate.gateway.script.require.openssl;

import io.moongate.gateway.script.LuaWorker;
import io.moongate.gateway.script.Namespace;
import io.moongate.gateway.script.require.Aside;
import io.moongate.gateway.script.require.Bytes;
import io.moongate.gateway.script.require.Kind;
import io.moongate.lua.op.Call;
import io.moongate.lua.op.Check;
import io.moongate.lua.value.LuaFunction;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.Values;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import org.jspecify.annotations.Nullable;

/** {@code resty.openssl.pkey}. */
final class PkeyModule {
    private static final int MOST_BITS = 8192;

    private final Namespace methods = new Namespace();
    final Kind<KeyPairs.Pair> kind = new Kind<>("pkey", KeyPairs.Pair.class, methods.table());
    private final LuaWorker worker;
    private final Kind<Message> digests;
    private final BnModule numbers;

    PkeyModule(LuaWorker worker, Kind<Message> digests, BnModule numbers) {
        this.worker = worker;
        this.digests = digests;
        this.numbers = numbers;
    }

    LuaTable make() {
        LuaTable paddings = new Namespace()
                .value("RSA_PKCS1_PADDING", 1.0)
                .value("RSA_SSLV23_PADDING", 2.0)
                .value("RSA_NO_PADDING", 3.0)
                .value("RSA_PKCS1_OAEP_PADDING", 4.0)
                .value("RSA_X931_PADDING", 5.0)
                .value("RSA_PKCS1_PSS_PADDING", 6.0)
                .table();
        return methods.value("PADDINGS", paddings)
                .value("RSA_PSS_SALTLEN_DIGEST", -1.0)
                .value("RSA_PSS_SALTLEN_AUTO", -2.0)
                .value("RSA_PSS_SALTLEN_MAX", -3.0)
                .of2("new", this::create)
                .of1("istype", value -> kind.orNull(value) != null)
                .of1("is_private", self -> kind.self(self).privateKey() != null)
                .of1("get_key_type", self -> keyType(kind.self(self)))
                .of1("get_size", self -> (double) size(kind.self(self)))
                .of1("get_parameters", self -> KeyParameters.of(kind.self(self), numbers))
                .ofN("sign", this::sign)
                .ofN("verify", this::verify)
                .ofN("encrypt", arguments -> crypt(arguments, "encrypt", true, false))
                .ofN("decrypt", arguments -> crypt(arguments, "decrypt", false, true))
                .ofN("sign_raw", arguments -> crypt(arguments, "sign_raw", true, true))
                .ofN("verify_recover", arguments -> crypt(arguments, "verify_recover", false, false))
                .of2("derive", this::derive)
                .of3("tostring", (self, half, format) -> write(kind.self(self), half, format))
                .of2("to_PEM", (self, half) -> write(kind.self(self), half, "PEM"))
                .table();
    }

    private Object create(@Nullable Object source, @Nullable Object options) {
        try {
            if (source == null) {
                return kind.wrap(generate(new LuaTable()));
            }
            if (source instanceof LuaTable wanted) {
                return kind.wrap(generate(wanted));
            }
            LuaTable given = options instanceof LuaTable table ? table : new LuaTable();
            return kind.wrap(load(Check.string(source, 1), given));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return Values.of2(null, "pkey.new: " + reason(e));
        }
    }

    private static String reason(Exception e) {
        return Bytes.encode(String.valueOf(e.getMessage()));
    }

    private KeyPairs.Pair generate(LuaTable wanted) throws GeneralSecurityException {
        String type = wanted.get("type") instanceof String name ? name : "RSA";
        String algorithm = switch (type) {
            case "RSA", "EC", "Ed25519", "Ed448", "X25519", "X448" -> type;
            default -> throw new InvalidKeyException("unsupported type " + type);
        };
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        AlgorithmParameterSpec parameters = switch (algorithm) {
            case "RSA" -> {
                int bits = wanted.get("bits") instanceof Double d ? d.intValue() : 2048;
                long exponent = wanted.get("exp") instanceof Double d ? d.longValue() : 65537;
                if (bits > MOST_BITS) {
                    throw new InvalidKeyException("too many bits");
                }
                yield new RSAKeyGenParameterSpec(bits, java.math.BigInteger.valueOf(exponent));
            }
            case "EC" ->
                new ECGenParameterSpec(Curve.named(wanted.get("curve") instanceof String name ? name : "prime256v1")
                        .java());
            default -> new NamedParameterSpec(algorithm);
        };
        generator.initialize(parameters);
        KeyPair pair = Aside.call(worker, generator::generateKeyPair);
        String oid = KeyPairs.ofSpki(pair.getPublic().getEncoded()).oid();
        return new KeyPairs.Pair(oid, pair.getPublic(), pair.getPrivate());
    }

    private static KeyPairs.Pair load(String text, LuaTable options) throws GeneralSecurityException {
        String format = options.get("format") instanceof String name ? name : "*";
        String type = options.get("type") instanceof String name ? name : "*";
        KeyPairs.Pair pair = load(text, format, passphrase(options));
        if (type.equals("pr") && pair.privateKey() == null) {
            throw new InvalidKeyException("not a private key");
        }
        return pair;
    }

    private static KeyPairs.Pair load(String text, String format, @Nullable String passphrase)
            throws GeneralSecurityException {
        boolean any = format.equals("*");
        Pem pem = any || format.equals("PEM") ? Pem.first(text) : null;
        if (pem != null) {
            return KeyPairs.ofPem(pem, passphrase);
        }
        if (format.equals("JWK") || (any && text.stripLeading().startsWith("{"))) {
            return Jwk.read(text);
        }
        if (format.equals("PEM") || (any && !text.startsWith("0"))) {
            throw new InvalidKeyException("no key found in the text (no start line)");
        }
        return KeyPairs.ofDer(Bytes.of(text));
    }

    private static @Nullable String passphrase(LuaTable options) {
        if (options.get("passphrase_cb") instanceof LuaFunction callback) {
            return Values.first(Call.call(callback)) instanceof String given ? given : null;
        }
        return options.get("passphrase") instanceof String given ? given : null;
    }

    private static LuaTable keyType(KeyPairs.Pair pair) {
        return switch (pair.oid()) {
            case KeyPairs.EC -> ObjectIds.entry(pair.oid(), 408, "id-ecPublicKey", "id-ecPublicKey");
            case KeyPairs.X25519 -> ObjectIds.entry(pair.oid(), 1034, "X25519", "X25519");
            case KeyPairs.X448 -> ObjectIds.entry(pair.oid(), 1035, "X448", "X448");
            case KeyPairs.ED25519 -> ObjectIds.entry(pair.oid(), 1087, "ED25519", "ED25519");
            case KeyPairs.ED448 -> ObjectIds.entry(pair.oid(), 1088, "ED448", "ED448");
            default -> ObjectIds.entry(pair.oid(), 6, "rsaEncryption", "rsaEncryption");
        };
    }

    private static int size(KeyPairs.Pair pair) {
        return switch (pair.publicKey()) {
            case RSAPublicKey rsa -> (rsa.getModulus().bitLength() + 7) / 8;
            case ECPublicKey ec -> 2 * ((ec.getParams().getOrder().bitLength() + 7) / 8) + 8;
            case null, default -> 64;
        };
    }

    /** What is signed, and its hash: a digest object brings its own, a text is hashed as asked or with SHA-256. */
    private @Nullable Message message(@Nullable Object value, @Nullable Object digest, int argument) {
        Message given = digests.orNull(value);
        if (given != null) {
            return given;
        }
        DigestName name = DigestName.of(Check.string(digest, argument + 1, "sha256"));
        if (name == null) {
            return null;
        }
        Message made = new Message(name);
        made.add(Check.string(value, argument));
        return made;
    }

    private @Nullable Object sign(@Nullable Object[] arguments) {
        KeyPairs.Pair pair = kind.self(Check.at(arguments, 0));
        Message message = message(Check.at(arguments, 1), Check.at(arguments, 2), 2);
        if (message == null) {
            return Values.of2(null, "pkey:sign: invalid digest type");
        }
        Signatures.Way way = Signatures.Way.of(
                message.algorithm, Check.integer(Check.at(arguments, 3), 4, 1), Check.at(arguments, 4));
        try {
            return Bytes.text(Signatures.sign(pair, message.bytes(), way));
        } catch (GeneralSecurityException e) {
            return Values.of2(null, "pkey:sign: " + reason(e));
        }
    }

    private @Nullable Object verify(@Nullable Object[] arguments) {
        KeyPairs.Pair pair = kind.self(Check.at(arguments, 0));
        byte[] signed = Bytes.of(Check.string(arguments, 2));
        Message message = message(Check.at(arguments, 2), Check.at(arguments, 3), 3);
        if (message == null) {
            return Values.of2(null, "pkey:verify: invalid digest type");
        }
        Signatures.Way way = Signatures.Way.of(
                message.algorithm, Check.integer(Check.at(arguments, 4), 5, 1), Check.at(arguments, 5));
        try {
            return Signatures.verify(pair, signed, message.bytes(), way);
        } catch (GeneralSecurityException e) {
            return Values.of2(false, "pkey:verify: " + reason(e));
        }
    }

    /** RSA on bytes: for the other's eyes with the public key, as a seal with the private one. */
    private @Nullable Object crypt(@Nullable Object[] arguments, String what, boolean forward, boolean secret) {
        KeyPairs.Pair pair = kind.self(Check.at(arguments, 0));
        byte[] text = Bytes.of(Check.string(arguments, 2));
        int padding = Check.integer(Check.at(arguments, 2), 3, 1);
        Key key = secret ? pair.privateKey() : pair.publicKey();
        try {
            if (key == null || !KeyPairs.isRsa(pair)) {
                throw new InvalidKeyException("operation not supported for this keytype");
            }
            Cipher cipher = Cipher.getInstance(
                    switch (padding) {
                        case 1 -> "RSA/ECB/PKCS1Padding";
                        case 3 -> "RSA/ECB/NoPadding";
                        case 4 -> "RSA/ECB/OAEPPadding";
                        default -> throw new InvalidKeyException("unknown padding " + padding);
                    });
            int direction = forward ? Cipher.ENCRYPT_MODE : Cipher.DECRYPT_MODE;
            if (padding == 4) {
                cipher.init(direction, key, oaep(Check.at(arguments, 3)));
            } else {
                cipher.init(direction, key);
            }
            return Bytes.text(cipher.doFinal(text));
        } catch (GeneralSecurityException e) {
            return Values.of2(null, "pkey:" + what + ": " + reason(e));
        }
    }

    private static OAEPParameterSpec oaep(@Nullable Object options) throws InvalidKeyException {
        LuaTable table = options instanceof LuaTable given ? given : new LuaTable();
        DigestName digest = DigestName.of(table.get("oaep_md") instanceof String name ? name : "sha1");
        DigestName mask = table.get("mgf1_md") instanceof String name ? DigestName.of(name) : digest;
        if (digest == null || mask == null) {
            throw new InvalidKeyException("invalid digest type");
        }
        return new OAEPParameterSpec(
                digest.java(), "MGF1", new MGF1ParameterSpec(mask.java()), PSource.PSpecified.DEFAULT);
    }

    private @Nullable Object derive(@Nullable Object self, @Nullable Object peer) {
        KeyPairs.Pair pair = kind.self(self);
        PublicKey other = kind.argument(peer, 2).publicKey();
        try {
            KeyAgreement agreement = KeyAgreement.getInstance(pair.oid().equals(KeyPairs.EC) ? "ECDH" : "XDH");
            agreement.init(pair.privateKey());
            agreement.doPhase(other, true);
            return Bytes.text(agreement.generateSecret());
        } catch (GeneralSecurityException e) {
            return Values.of2(null, "pkey:derive: " + reason(e));
        }
    }

    private static @Nullable Object write(KeyPairs.Pair pair, @Nullable Object half, @Nullable Object format) {
        String which = Check.string(half, 2, "public");
        boolean secret = which.equals("private") || which.equals("PrivateKey");
        if (!secret && !which.equals("public") && !which.equals("PublicKey")) {
            return Values.of2(null, "pkey:tostring: can only export private or public key, not " + which);
        }
        Key key = secret ? pair.privateKey() : pair.publicKey();
        if (key == null) {
            return Values.of2(null, "pkey:tostring: the key has no such half");
        }
        String text = switch (Check.string(format, 3, "PEM")) {
            case "PEM" -> Pem.write(secret ? "PRIVATE KEY" : "PUBLIC KEY", key.getEncoded());
            case "DER" -> Bytes.text(key.getEncoded());
            case "JWK" -> Jwk.write(pair, secret);
            default -> null;
        };
        return text == null ? Values.of2(null, "pkey:tostring: unsupported format") : text;
    }
}
