local hex = require("resty.string").to_hex
local digest = require "resty.openssl.digest"
local d = assert(digest.new("sha256"))
eq("digest update", d:update("a", "b"), true)
eq("digest", hex(d:final("c")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
eq("digest reset", d:reset(), true)
eq("digest after reset", hex(d:final("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
eq("digest default", hex(digest.new():final("abc")), "a9993e364706816aba3e25717850c26c9cd0d89d")
eq("digest type", { digest.istype(d), digest.istype({}) }, { true, false })
eq("digest unknown", { digest.new("nope") }, { [2] = 'digest.new: invalid digest type "nope"' })
eq("sha3", hex(digest.new("sha3-256"):final("abc")), "3a985da74fe225b2045c172d6bd390bd855f086e3e9d525b46bfe24511431532")

local hmac = require "resty.openssl.hmac"
local h = assert(hmac.new("key", "sha256"))
h:update("The quick brown fox ", "jumps over ")
eq("hmac", hex(h:final("the lazy dog")), "f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8")
eq("hmac default", hex(hmac.new("key"):final("The quick brown fox jumps over the lazy dog")), "de7c9b85b8b78aa6bc8a7a36f70a90701c9db4d9")
eq("hmac unknown", select(2, hmac.new("k", "nope")), 'hmac.new: invalid digest type "nope"')
eq("hmac type", hmac.istype(h), true)

eq("rand", #require("resty.openssl.rand").bytes(20), 20)
eq("rand of nothing", select(2, require("resty.openssl.rand").bytes()), "rand.bytes: expect a number at #1")

local cipher = require "resty.openssl.cipher"
local c = assert(cipher.new("aes-256-cbc"))
local key, iv = ("\0"):rep(32), ("\17"):rep(16)
eq("cbc", ngx.encode_base64(c:encrypt(key, iv, "the message")), "007Zp29Gwp5Fo2z53Ic/HQ==")
eq("cbc back", c:decrypt(key, iv, ngx.decode_base64("007Zp29Gwp5Fo2z53Ic/HQ==")), "the message")
eq("cbc broken", { c:decrypt(key, iv, ("x"):rep(16)) }, { [2] = "cipher:decrypt: bad decrypt" })
eq("key length", select(2, c:encrypt("short", iv, "x")), "cipher:encrypt: incorrect key size, expect 32")
eq("init", c:init(key, iv, { is_encrypt = true }), true)
local out = c:update("the ") .. c:update("mess") .. c:final("age")
eq("in pieces", ngx.encode_base64(out), "007Zp29Gwp5Fo2z53Ic/HQ==")
eq("not begun", select(2, c:update("x")), "cipher:update: cipher not initalized, call cipher:init first")
eq("ctr", ngx.encode_base64(cipher.new("aes-128-ctr"):encrypt(("\170"):rep(16), ("\17"):rep(16), "the message")), "m3MpGZZXvQs0ARs=")
-- The second test case of the GCM specification: a block of zeros under a key of zeros.
local gcm = assert(cipher.new("aes-128-gcm"))
eq("gcm", hex(gcm:encrypt(("\0"):rep(16), ("\0"):rep(12), ("\0"):rep(16))), "0388dace60b6a392f328c2b971b2fe78")
local tag = gcm:get_aead_tag()
eq("gcm tag", hex(tag), "ab6e47d42cec13bdf53a67b21257bddf")
local sealed = gcm:encrypt(("\1"):rep(16), ("\2"):rep(12), "text", false, "more")
tag = gcm:get_aead_tag()
eq("gcm back", gcm:decrypt(("\1"):rep(16), ("\2"):rep(12), sealed, false, "more", tag), "text")
eq("gcm with other data", select(2, gcm:decrypt(("\1"):rep(16), ("\2"):rep(12), sealed, false, "less", tag)), "cipher:decrypt: tag mismatch")
local chacha = assert(cipher.new("chacha20-poly1305"))
local box = chacha:encrypt(("\1"):rep(32), ("\2"):rep(12), "text")
eq("chacha", chacha:decrypt(("\1"):rep(32), ("\2"):rep(12), box, false, nil, chacha:get_aead_tag()), "text")
eq("cipher unknown", select(2, cipher.new("rot13")), 'cipher.new: invalid cipher type "rot13"')

local kdf = require "resty.openssl.kdf"
eq("pbkdf2", hex(kdf.derive({ type = kdf.PBKDF2, outlen = 32, pass = "password", salt = "salt", md = "sha256", pbkdf2_iter = 1000 })), "632c2812e46d4604102ba7618e9d6d7d2f8128f6266b4a03264d2a0460b7dcb3")
eq("hkdf", hex(kdf.derive({ type = kdf.HKDF, outlen = 42, hkdf_key = "key", salt = "salt", hkdf_info = "label", md = "sha256" })), "40951982c0eba8330d4fbddbd4f1c8ae19dfe28d235b56f7002c11dcff9745c0e1084b9789bd63831fd8")

local bn = require "resty.openssl.bn"
local big = bn.from_dec("123456789012345678901234567890")
eq("bn", tostring(big * big + 1 - big / 2 % 7), "15241578753238836750495351562536198787501905199875019052101")
eq("bn hex", bn.from_hex("5B25"):to_number(), 23333)
eq("bn to hex", bn.new(23333):to_hex(), "5B25")
eq("bn binary", ngx.encode_base64(bn.from_binary(ngx.decode_base64("WyU=")):to_binary()), "WyU=")
eq("bn compare", { bn.new(1) < bn.new(2), bn.new(2) == bn.new(2) }, { true, true })
eq("bn modular", bn.new(4):mod_exp(bn.new(13), bn.new(497)):to_number(), 445)
fails("bn by zero", function() return bn.new(1) / bn.new(0) end, "div by zero")

eq("root", require("resty.openssl").digest, digest)
eq("version", require("resty.openssl.version").OPENSSL_3X, true)
