package io.moongate.gateway.script.ngx;

import io.moongate.gateway.script.Probe;
import org.junit.jupiter.api.Test;

/** Encoders, hashes and times. */
class TextAreaTest extends Probe {

    @Test
    void base64() {
        expect(
                "aGVsbG8=|aGVsbG8|hello|hello|nil|nil||string argument only",
                "ngx.encode_base64('hello'), ngx.encode_base64('hello', true), ngx.decode_base64('aGVsbG8='),"
                        + " ngx.decode_base64('aGVsbG8'), ngx.decode_base64('***'), ngx.decode_base64('a'), ngx.decode_base64(''),"
                        + " try(ngx.decode_base64, nil)");
        expect("hello", "ngx.decode_base64mime('aGVs\\nbG8=')");
    }

    @Test
    void uris() {
        expect(
                "a%20b%2F%3F%26%3D%C3%A9-_.~!'()*|a%20b/%3F&=|a b/|%zz|100%",
                "ngx.escape_uri('a b/?&=\\195\\169-_.~!\\'()*'), ngx.escape_uri('a b/?&=', 0), ngx.unescape_uri('a+b%2F'),"
                        + " ngx.unescape_uri('%zz'), ngx.unescape_uri('100%')");
    }

    @Test
    void arguments() {
        expect(
                "a=1&b&c=x%20y|1|true|x y",
                "ngx.encode_args({ a = 1, b = true, c = 'x y', d = false }),"
                        + " ngx.decode_args('a=1&b&c=x+y').a, ngx.decode_args('a=1&b&c=x+y').b, ngx.decode_args('a=1&b&c=x+y').c");
    }

    @Test
    void hashes() {
        expect(
                "5d41402abc4b2a76b9719d911017c592|16|20|qUqP5cyxm6YcTAhz05Hph5gvu9M=|907060870|'it\\'s'|d41d8cd98f00b204e9800998ecf8427e",
                "ngx.md5('hello'), #ngx.md5_bin('x'), #ngx.sha1_bin('x'), ngx.encode_base64(ngx.sha1_bin('test')),"
                        + " ngx.crc32_long('hello'), ngx.quote_sql_str(\"it's\"), ngx.md5(nil)");
        expect(
                "b34ceac4516ff23a143e61d79d0fa7a4fbe5f266",
                "(ngx.hmac_sha1('key', 'hello'):gsub('.', function(c) return string.format('%02x', c:byte()) end))");
    }

    @Test
    void times() {
        expect(
                "Thu, 18 Nov 2010 11:27:35 GMT|1290079655|Thu, 18-Nov-10 11:27:35 GMT|nil|number|10|19",
                "ngx.http_time(1290079655), ngx.parse_http_time('Thu, 18 Nov 2010 11:27:35 GMT'), ngx.cookie_time(1290079655),"
                        + " ngx.parse_http_time('x'), type(ngx.now()), #ngx.today(), #ngx.utctime()");
    }
}
