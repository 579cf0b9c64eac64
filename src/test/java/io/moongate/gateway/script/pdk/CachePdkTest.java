package io.moongate.gateway.script.pdk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.moongate.gateway.exchange.Exchange;
import io.moongate.gateway.exchange.Outcome;
import io.moongate.gateway.exchange.Phase;
import io.moongate.gateway.script.Functions;
import io.moongate.gateway.script.Probe;
import io.moongate.gateway.script.RequestState;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** {@code kong.cache}. */
class CachePdkTest extends Probe {

    @Test
    void aValueIsMadeOnce() {
        expect(
                "7|7|1|3|1",
                "(function() local n = 0 local function make(x) n = n + 1 return x end"
                        + " local a, _, l1 = kong.cache:get('k', nil, make, 7)"
                        + " local b, _, l2 = kong.cache:get('k', nil, make, 8) return a, b, n, l1, l2 end)()");
    }

    @Test
    void nothingWithoutACallback() {
        expect("nil|nil|-1", "kong.cache:get('none')");
    }

    @Test
    void errorsOfTheCallbackAreReturned() {
        expect("nil|no luck", "kong.cache:get('k', nil, function() return nil, 'no luck' end)");
        expect(
                "nil|true",
                "(function() local v, e = kong.cache:get('k', nil, function() error('boom') end)"
                        + " return v, e:find('callback threw an error: .*boom') == 1 end)()");
    }

    @Test
    void nilIsKeptToo() {
        expect(
                "1",
                "(function() local n = 0 local function make() n = n + 1 return nil end"
                        + " kong.cache:get('nil', nil, make) kong.cache:get('nil', nil, make) return n end)()");
    }

    @Test
    void timeIsUp() {
        expect(
                "2|2",
                "(function() local n = 0 local function make() n = n + 1 return n end"
                        + " kong.cache:get('t', { ttl = 0.02 }, make) ngx.sleep(0.05)"
                        + " return kong.cache:get('t', { ttl = 0.02 }, make), n end)()");
        expect(
                "2",
                "(function() local n = 0 local function make() n = n + 1 return nil end"
                        + " kong.cache:get('n', { neg_ttl = 0.02 }, make) ngx.sleep(0.05)"
                        + " kong.cache:get('n', { neg_ttl = 0.02 }, make) return n end)()");
    }

    @Test
    void theCallbackMaySayHowLong() {
        expect(
                "2",
                "(function() local n = 0 local function make() n = n + 1 return n, nil, -1 end"
                        + " kong.cache:get('never', nil, make) return (kong.cache:get('never', nil, make)) end)()");
        expect(
                "true",
                "(function() kong.cache:get('long', nil, function() return 1, nil, 500 end)"
                        + " local ttl = kong.cache:probe('long') return ttl > 490 and ttl <= 500 end)()");
    }

    @Test
    void anOldValueServesWhereTheCallerSaysSo() {
        expect(
                "old|nil|4",
                "(function() kong.cache:get('r', { ttl = 0.02 }, function() return 'old' end) ngx.sleep(0.05)"
                        + " return kong.cache:get('r', { resurrect_ttl = 1 }, function() return nil, 'down' end) end)()");
    }

    @Test
    void looksWithoutMaking() {
        expect("nil", "kong.cache:probe('nobody')");
        expect(
                "0|nil|here",
                "(function() kong.cache:get('p', { ttl = 0 }, function() return 'here' end)"
                        + " return kong.cache:peek('p') end)()");
    }

    @Test
    void whatIsInvalidatedIsMadeAnew() {
        for (String how : new String[] {"invalidate", "invalidate_local"}) {
            expect(
                    "2",
                    "(function() local n = 0 local function make() n = n + 1 return n end"
                            + " kong.cache:get('i', nil, make) kong.cache:" + how + "('i')"
                            + " local v = kong.cache:get('i', nil, make) kong.cache:invalidate('i') return v end)()");
        }
        expect(
                "2|2",
                "(function() local n = 0 local function make() n = n + 1 return n end kong.cache:get('j', nil, make)"
                        + " return (kong.cache:renew('j', nil, make)), (kong.cache:get('j', nil, make)) end)()");
    }

    @Test
    void severalAtOnce() {
        expect(
                "a:x|nil|c:y|nil|-1|6",
                "(function() local function make(x) return x end"
                        + " local r = kong.cache:get_bulk({ n = 2, 'b1', nil, function(x) return 'a:' .. x end, 'x',"
                        + " 'b2', nil, function(x) return 'c:' .. x end, 'y' })"
                        + " local none = kong.cache:get_bulk({ n = 1, 'b3' })"
                        + " return r[1], r[2], r[4], none[1], none[3], r.n end)()");
        expect(
                "1=v",
                "(function() local all = {} local r = kong.cache:get_bulk({ n = 1, 'e', nil, function() return 'v' end })"
                        + " for i, v in kong.cache.each_bulk_res(r) do all[#all + 1] = i .. '=' .. v end"
                        + " return table.concat(all) end)()");
    }

    @Test
    void theWorkersFormIsMadeOnce() {
        expect(
                "v!|v!|nil|l1_serializer threw an error: true",
                "(function() local o = { l1_serializer = function(v) return v .. '!' end }"
                        + " local a = kong.cache:get('s', o, function() return 'v' end) local b = kong.cache:get('s')"
                        + " local c, e = kong.cache:get('u', { l1_serializer = function() error('x') end },"
                        + " function() return 1 end)"
                        + " return a, b, c, e:match('^l1_serializer threw an error: ') .. tostring(e:find('x') ~= nil) end)()");
    }

    @Test
    void tablesAreKept() {
        expect(
                "1|b|true",
                "(function() local t = kong.cache:get('tab', nil, function() return { a = 1, { 'b' } } end)"
                        + " return t.a, t[1][1], kong.cache:get('tab') == t end)()");
        expect(
                "cannot cache value of type function",
                "try(kong.cache.get, kong.cache, 'f', nil, function() return function() end end)");
    }

    @Test
    void argumentsAreChecked() {
        expect(
                "key must be a string|callback must be nil or a function|opts.ttl must be >= 0|opts.ttl must be a number",
                "try(kong.cache.get, kong.cache, 5), try(kong.cache.get, kong.cache, 'k', nil, 5),"
                        + " try(kong.cache.get, kong.cache, 'k', { ttl = -1 }), try(kong.cache.get, kong.cache, 'k', { ttl = 'x' })");
    }

    @Test
    void oneMakesWhatManyWant() throws Exception {
        Functions plugin = gateway.plugin(
                "pre-function",
                Phase.ACCESS,
                "local made = ngx.shared.kong local v = kong.cache:get('shared', nil, function()"
                        + " made:incr('made', 1, 0) ngx.sleep(0.05) return 'it' end)"
                        + " kong.ctx.shared.shown = v .. made:get('made')");
        Exchange[] requests = new Exchange[20];
        CompletableFuture<?>[] ends = new CompletableFuture<?>[requests.length];
        for (int i = 0; i < requests.length; i++) {
            requests[i] = request().exchange();
            CompletableFuture<Outcome> end = gateway.start(plugin, Phase.ACCESS, requests[i]);
            ends[i] = end;
        }
        CompletableFuture.allOf(ends).get(10, TimeUnit.SECONDS);
        for (Exchange exchange : requests) {
            assertEquals("it1", RequestState.of(exchange).shared().get("shown"));
        }
    }
}
