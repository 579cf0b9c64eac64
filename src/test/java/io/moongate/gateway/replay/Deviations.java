package io.moongate.gateway.replay;

import java.util.Map;

/**
 * Where this gateway, on purpose, does not do what the recorded Kong did; {@code doc/kong-differences.md} says the same
 * in sentences. Each is a case in which the recordings themselves allow another answer.
 */
final class Deviations {
    private static final String ERROR_PAGE = "an error before the first byte is a clean 500, and no closed connection";
    private static final String TRUE_LENGTH = "a Content-Length says how long the body is";
    private static final String NO_LENGTH = "an answer without content has no Content-Length";
    private static final String LATE = "after ngx.say, functions of kong go on to say that the headers are sent";
    private static final String REFUSED = "where functions are not run at all, the answer is a clean 500";

    static final Map<String, String> BY_CASE = Map.ofEntries(
            Map.entry("body_filter.longer_without_length_fix", TRUE_LENGTH),
            Map.entry("exit.headers_content_length", TRUE_LENGTH),
            Map.entry("people.mistake.body_shorter_with_the_old_length", TRUE_LENGTH),
            Map.entry("people.mistake.set_raw_body_with_the_old_length", TRUE_LENGTH),
            Map.entry("people.mistake.content_length_cleared_upstream", "every body goes out with its length"),
            Map.entry("exit.204_with_body", NO_LENGTH),
            Map.entry("proxy.status_codes", NO_LENGTH),
            Map.entry("exit.in_coroutine", "an answer in a coroutine ends the request"),
            Map.entry("error.message_html_escape", "a message is escaped for the form of the page"),
            Map.entry("error.status_408", "408 is answered as any other status"),
            Map.entry("error.status_499", "499 is answered as any other status"),
            Map.entry("function.upvalue_init_error", "a first run that failed is tried again"),
            Map.entry("ngx.exit.codes", "ngx.exit with 0 or less ends the function, and the request goes on"),
            Map.entry("ngx.exit_in_header_filter", "the server's page takes the place of the answer"),
            Map.entry("ngx.late_kong_exit_after_say", LATE),
            Map.entry("ngx.late_set_header_after_say", LATE),
            Map.entry("people.mistake.after_the_answer_was_said", LATE),
            Map.entry("runtime_error.access_after_say", LATE),
            Map.entry("people.mistake.exit_in_body_filter", ERROR_PAGE),
            Map.entry("people.mistake.upstream_body_without_buffering", ERROR_PAGE),
            Map.entry("people.mistake.upstream_changed_in_header_filter", ERROR_PAGE),
            Map.entry("runtime_error.body_filter", ERROR_PAGE),
            Map.entry("runtime_error.header_filter", ERROR_PAGE),
            Map.entry("runtime_error.header_filter_message", ERROR_PAGE),
            Map.entry("people.respbody.pieces_joined_by_table", "an answer with status 304 has no body at all"),
            Map.entry("untrusted_off.global_leak", REFUSED),
            Map.entry("untrusted_off.globals", REFUSED),
            Map.entry("untrusted_off.require_cjson", REFUSED),
            Map.entry("untrusted_off.runtime_error", REFUSED));

    private Deviations() {}
}
