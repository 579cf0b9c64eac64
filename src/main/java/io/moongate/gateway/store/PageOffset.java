package io.moongate.gateway.store;

import io.moongate.gateway.schema.KongError;
import io.moongate.gateway.schema.Result;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The opaque text that the next part of a listing is asked for with: the last id of this part. */
final class PageOffset {
    private static final Pattern FORM = Pattern.compile("\\[\"([0-9a-fA-F-]{36})\"]");

    private PageOffset() {}

    static String write(UUID last) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(("[\"" + last + "\"]").getBytes(StandardCharsets.ISO_8859_1));
    }

    static Result<UUID> read(String offset) {
        String text;
        try {
            text = new String(Base64.getUrlDecoder().decode(offset), StandardCharsets.ISO_8859_1);
        } catch (IllegalArgumentException e) {
            return Result.failed(KongError.invalidOffset(offset, "bad base64 encoding"));
        }
        Matcher matcher = FORM.matcher(text);
        return matcher.matches()
                ? Result.ok(UUID.fromString(matcher.group(1)))
                : Result.failed(KongError.invalidOffset(offset, "bad offset string"));
    }
}
