package io.moongate.gateway.script.require.openssl;

import java.security.spec.ECParameterSpec;
import java.security.spec.InvalidKeySpecException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The curves for signatures that Java knows, under all their names. */
enum Curve {
    P256("P-256", "secp256r1", "1.2.840.10045.3.1.7", "prime256v1", 415, 256),
    P384("P-384", "secp384r1", "1.3.132.0.34", "secp384r1", 715, 384),
    P521("P-521", "secp521r1", "1.3.132.0.35", "secp521r1", 716, 521);

    private final String jwk;
    private final String java;
    private final String oid;
    private final String openssl;
    private final int nid;
    private final int bits;

    Curve(String jwk, String java, String oid, String openssl, int nid, int bits) {
        this.jwk = jwk;
        this.java = java;
        this.oid = oid;
        this.openssl = openssl;
        this.nid = nid;
        this.bits = bits;
    }

    /** By any of its names. */
    static Curve named(String name) throws InvalidKeySpecException {
        String wanted = name.toLowerCase(Locale.ROOT);
        for (Curve curve : values()) {
            if (wanted.equals(curve.jwk.toLowerCase(Locale.ROOT))
                    || wanted.equals(curve.java)
                    || wanted.equals(curve.openssl)) {
                return curve;
            }
        }
        throw new InvalidKeySpecException("unknown curve " + name);
    }

    /** The curve with these parameters; null where it is another. */
    static @Nullable Curve of(ECParameterSpec parameters) {
        for (Curve curve : values()) {
            if (parameters.getCurve().getField().getFieldSize() == curve.bits) {
                return curve;
            }
        }
        return null;
    }

    String jwk() {
        return jwk;
    }

    String java() {
        return java;
    }

    String oid() {
        return oid;
    }

    int nid() {
        return nid;
    }

    /** How many bytes a coordinate has. */
    int bytes() {
        return (bits + 7) / 8;
    }
}
