local pkey, digest = require "resty.openssl.pkey", require "resty.openssl.digest"
local b64 = ngx.decode_base64
local PSS = pkey.PADDINGS.RSA_PKCS1_PSS_PADDING

local rsa = assert(pkey.new(keys.rsa1))
for _, name in ipairs({ "rsa8", "rsaenc" }) do
  local same_key = assert(pkey.new(keys[name], { passphrase = "secret" }))
  eq(name, same_key:to_PEM("private"), keys.rsa8)
end
eq("without passphrase", { pkey.new(keys.rsaenc) }, { [2] = "pkey.new: the key is encrypted and no passphrase was given" })
local pub = assert(pkey.new(keys.rsapub))
eq("public of the private", rsa:to_PEM("public"), keys.rsapub)
eq("public in the old form", assert(pkey.new(keys.rsapub1)):to_PEM(), keys.rsapub)
eq("private?", { rsa:is_private(), pub:is_private() }, { true, false })
eq("kind", rsa:get_key_type(), { id = "1.2.840.113549.1.1.1", nid = 6, sn = "rsaEncryption", ln = "rsaEncryption" })
eq("size", rsa:get_size(), 256)
eq("exponent", pub:get_parameters().e:to_number(), 65537)
eq("secret numbers", { pub:get_parameters().d == nil, rsa:get_parameters().d ~= nil }, { true, true })
eq("DER", assert(pkey.new(pub:tostring("public", "DER"))):to_PEM(), keys.rsapub)
eq("JWK", assert(pkey.new(rsa:tostring("private", "JWK"))):to_PEM("private"), keys.rsa8)
eq("JWK public", assert(pkey.new(pub:tostring("public", "JWK"))):to_PEM(), keys.rsapub)
eq("no private half", pub:to_PEM("private"), nil)

local function message()
  local d = digest.new("sha256")
  d:update("the message")
  return d
end
eq("signs as openssl", rsa:sign(message()), b64(keys.rs))
eq("signs a text", rsa:sign("the message"), b64(keys.rs))
eq("verifies", pub:verify(b64(keys.rs), message()), true)
eq("verifies another text", pub:verify(b64(keys.rs), "another"), false)
eq("verifies nonsense", pub:verify("nonsense", message()), false)
eq("pss, its salt found", pub:verify(b64(keys.ps32), "the message", "sha256", PSS), true)
eq("pss, longest salt found", pub:verify(b64(keys.psmax), "the message", "sha256", PSS), true)
eq("pss, salt as told", pub:verify(b64(keys.ps32), "the message", "sha256", PSS, { pss_saltlen = 32 }), true)
eq("pss, salt as long as the hash", pub:verify(b64(keys.ps32), "the message", "sha256", PSS, { pss_saltlen = -1 }), true)
eq("pss, another salt", pub:verify(b64(keys.ps32), "the message", "sha256", PSS, { pss_saltlen = 20 }), false)
eq("pss, another text", pub:verify(b64(keys.ps32), "another", "sha256", PSS), false)
eq("pss of one's own", pub:verify(rsa:sign("x", "sha512", PSS), "x", "sha512", PSS), true)
eq("cannot sign", select(2, pub:sign("x")), "pkey:sign: not a private key")

eq("encrypts", rsa:decrypt(pub:encrypt("text")), "text")
eq("oaep of openssl", rsa:decrypt(b64(keys.oaep), pkey.PADDINGS.RSA_PKCS1_OAEP_PADDING), "the message")
eq("raw", pub:verify_recover(rsa:sign_raw("text")), "text")

local ec = assert(pkey.new(keys.ec1))
local ecpub = assert(pkey.new(keys.ecpub))
eq("ec public", ec:to_PEM("public"), keys.ecpub)
eq("ec pkcs8", assert(pkey.new(keys.ec8)):to_PEM("public"), keys.ecpub)
eq("ec kind", ec:get_key_type().sn, "id-ecPublicKey")
eq("ec group", ec:get_parameters().group, 415)
eq("ec verifies", ecpub:verify(b64(keys.es), "the message"), true)
eq("ec verifies another", ecpub:verify(b64(keys.es), "another"), false)
local raw = ec:sign("x", "sha256", nil, { ecdsa_use_raw = true })
eq("raw ecdsa", { #raw, ecpub:verify(raw, "x", "sha256", nil, { ecdsa_use_raw = true }) }, { 64, true })
eq("ec JWK", assert(pkey.new(ec:tostring("private", "JWK"))):to_PEM("public"), keys.ecpub)

local ed = assert(pkey.new(keys.ed))
eq("ed public from the secret", ed:to_PEM("public"), keys.edpub)
eq("ed signs as openssl", ed:sign("the message"), b64(keys.edsig))
eq("ed JWK", assert(pkey.new(ed:tostring("private", "JWK"))):to_PEM("public"), keys.edpub)
eq("ed parameters", #ed:get_parameters().private, 32)

local a, b = pkey.new({ type = "X25519" }), pkey.new({ type = "X25519" })
eq("agreement", a:derive(b), b:derive(a))
eq("generates", pkey.new({ type = "EC", curve = "secp384r1" }):get_parameters().group, 715)
eq("nonsense", { pkey.new("nonsense") }, { [2] = "pkey.new: no key found in the text (no start line)" })
eq("broken", pkey.new("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----"), nil)
eq("type", { pkey.istype(ed), pkey.istype(pkey) }, { true, false })

local x509 = require "resty.openssl.x509"
local cert = assert(x509.new(keys.cert))
eq("subject", cert:get_subject_name():tostring(), "C=CH/O=Moongate Test/CN=example.test/CN=second")
local found, at = cert:get_subject_name():find("CN")
eq("find", { found, at }, { { id = "2.5.4.3", nid = 13, sn = "CN", ln = "commonName", blob = "example.test" }, 3 })
eq("find on", select(2, cert:get_subject_name():find("2.5.4.3", 3)), 4)
eq("find nothing", cert:get_subject_name():find("OU"), nil)
local seen = {}
for k, v in pairs(cert:get_issuer_name()) do
  seen[#seen + 1] = k .. ":" .. v.blob
end
eq("pairs of a name", seen, { "C:CH", "O:Moongate Test", "CN:example.test", "CN:second" })
eq("length of a name", #cert:get_issuer_name(), 4)
eq("dates", { cert:get_not_after() - cert:get_not_before() }, { 36500 * 86400 })
eq("serial", cert:get_serial_number():to_hex(), "1234")
eq("digest", require("resty.string").to_hex(cert:digest("sha256")), "2dbaa21d212d36423b7d6d8f9e8937bfab8f90b9b99de73bdb0bf775024551f8")
eq("digest default", require("resty.string").to_hex(cert:digest()), "2c682753a692f4a3f44a3702e29299b52b5ff7e4")
eq("its key", cert:get_pubkey():to_PEM(), keys.rsapub)
eq("signed by itself", cert:verify(cert:get_pubkey()), true)
eq("not by another", cert:verify(ecpub), false)
eq("its private key", { cert:check_private_key(rsa), (cert:check_private_key(ec)) }, { true, false })
eq("signature", cert:get_signature_name(), "RSA-SHA256")
eq("ca", cert:get_basic_constraints("ca"), true)
eq("PEM", cert:to_PEM(), keys.cert)
eq("DER", assert(x509.new(cert:tostring("DER"))):to_PEM(), keys.cert)
local names = {}
for kind, name in pairs(cert:get_subject_alt_name()) do
  names[#names + 1] = kind .. ":" .. name
end
eq("further names", names, { "DNS:example.test", "DNS:*.example.test", "IP:127.0.0.1" })
eq("no certificate", { x509.new("nonsense") }, { [2] = "x509.new: no certificate found in the text (no start line)" })
