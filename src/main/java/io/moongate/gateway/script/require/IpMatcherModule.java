package io.moongate.gateway.script.require;

import io.moongate.gateway.exchange.AddressBlocks;
import io.moongate.gateway.script.Namespace;
import io.moongate.lua.op.Check;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.Values;
import io.netty.util.NetUtil;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code resty.ipmatcher}: whether an address is in one of many blocks, and what belongs to the narrowest of them. */
final class IpMatcherModule {
    private IpMatcherModule() {}

    /** A block with what a match gives; wider blocks have fewer bits. */
    private record Entry(
            AddressBlocks block, int bits, @Nullable Object value) {}

    /** Narrowest first. */
    private record Matcher(List<Entry> entries) {}

    static LuaTable make() {
        Namespace methods = new Namespace();
        Kind<Matcher> kind = new Kind<>("matcher", Matcher.class, methods.table());
        return methods.value("_VERSION", "0.6.1")
                .of1("new", blocks -> make(kind, Check.table(blocks, 1), false))
                .of1("new_with_value", blocks -> make(kind, Check.table(blocks, 1), true))
                .of2("match", (self, address) -> match(kind.self(self), address))
                .of2("match_bin", (self, bytes) -> matchBinary(kind.self(self), bytes))
                .of1("parse_ipv4", IpMatcherModule::parseV4)
                .of1("parse_ipv6", IpMatcherModule::parseV6)
                .table();
    }

    private static Object make(Kind<Matcher> kind, LuaTable blocks, boolean values) {
        List<Entry> entries = new ArrayList<>();
        for (int slot = blocks.nextSlot(-1); slot >= 0; slot = blocks.nextSlot(slot)) {
            Object block = values ? blocks.slotKey(slot) : blocks.slotValue(slot);
            Entry entry = entry(block, values ? blocks.slotValue(slot) : true);
            if (entry == null) {
                return Values.of2(null, "invalid ip address: " + io.moongate.lua.op.Convert.tostring(block));
            }
            entries.add(entry);
        }
        entries.sort((a, b) -> Integer.compare(b.bits, a.bits));
        return kind.wrap(new Matcher(List.copyOf(entries)));
    }

    private static @Nullable Entry entry(@Nullable Object block, @Nullable Object value) {
        if (!(block instanceof String text)) {
            return null;
        }
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        if (!AddressBlocks.isAddress(address)) {
            return null;
        }
        int widest = NetUtil.isValidIpV4Address(address) ? 32 : 128;
        try {
            int bits = slash < 0 ? widest : Integer.parseInt(text.substring(slash + 1));
            return new Entry(AddressBlocks.of(List.of(text)), bits, value);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static @Nullable Object match(Matcher matcher, @Nullable Object address) {
        if (!(address instanceof String text) || !AddressBlocks.isAddress(text)) {
            return Values.of2(false, "invalid ip address, not ipv4 and ipv6");
        }
        return find(matcher, text);
    }

    private static @Nullable Object matchBinary(Matcher matcher, @Nullable Object bytes) {
        if (!(bytes instanceof String text) || (text.length() != 4 && text.length() != 16)) {
            return Values.of2(false, "invalid ip address, not ipv4 and ipv6");
        }
        return find(matcher, NetUtil.bytesToIpAddress(Bytes.of(text)));
    }

    private static @Nullable Object find(Matcher matcher, String address) {
        for (Entry entry : matcher.entries) {
            if (entry.block.contains(address)) {
                return entry.value;
            }
        }
        return false;
    }

    /** An address as a number, in the order of its bytes; false where it is none. */
    private static Object parseV4(@Nullable Object value) {
        if (!(value instanceof String text) || !NetUtil.isValidIpV4Address(text)) {
            return false;
        }
        long number = 0;
        for (byte part : NetUtil.createByteArrayFromIpAddressString(text)) {
            number = number << 8 | part & 0xff;
        }
        return (double) number;
    }

    private static Object parseV6(@Nullable Object value) {
        if (!(value instanceof String given)) {
            return false;
        }
        String text = given.startsWith("[") && given.endsWith("]") ? given.substring(1, given.length() - 1) : given;
        if (!NetUtil.isValidIpV6Address(text) || text.indexOf('%') >= 0) {
            return false;
        }
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(text);
        LuaTable words = new LuaTable(4, 0);
        for (int i = 0; i < 4; i++) {
            long word = 0;
            for (int j = 0; j < 4; j++) {
                word = word << 8 | bytes[i * 4 + j] & 0xff;
            }
            words.put(i + 1, (Object) (double) word);
        }
        return words;
    }
}
