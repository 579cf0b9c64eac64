package io.moongate.gateway.model;

import java.io.ByteArrayOutputStream;

/** Values in DER, the encoding of certificates and keys (X.690), up to 64 KB. */
public final class Der {
    private Der() {}

    /** A value of this tag whose content is the parts in turn. */
    public static byte[] of(int tag, byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (length < 0x80) {
            out.write(length);
        } else if (length < 0x100) {
            out.write(0x81);
            out.write(length);
        } else {
            out.write(0x82);
            out.write(length >> 8);
            out.write(length);
        }
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
