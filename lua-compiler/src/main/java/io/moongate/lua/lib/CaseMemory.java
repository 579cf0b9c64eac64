package io.moongate.lua.lib;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Changes the case of letters, and remembers it for some short strings: mostly they are literals, like the names of
 * headers, and what is made of them is then the same string each time, whose hash is known. Threads may overwrite each
 * other's memories.
 */
final class CaseMemory {
    private static final int LONGEST = 40;
    private static final int PLACES = 128;

    private record Memory(String given, String made) {}

    private final int letters;
    private final @Nullable Memory[] memories = new @Nullable Memory[PLACES];

    /** @param letters the class of the letters to change */
    CaseMemory(int letters) {
        this.letters = letters;
    }

    String change(String s) {
        if (s.length() > LONGEST) {
            return make(s);
        }
        int place = s.hashCode() & PLACES - 1;
        Memory memory = memories[place];
        if (memory != null && memory.given.equals(s)) {
            return memory.made;
        }
        String made = make(s);
        memories[place] = new Memory(s, made);
        return made;
    }

    private String make(String s) {
        int at = 0;
        while (at < s.length() && !CharClass.is(s.charAt(at), letters)) {
            at++;
        }
        if (at == s.length()) {
            return s;
        }
        // The two cases differ in one bit.
        byte[] bytes = s.getBytes(StandardCharsets.ISO_8859_1);
        for (; at < bytes.length; at++) {
            Room.pause(at);
            if (CharClass.is(bytes[at] & 255, letters)) {
                bytes[at] ^= 0x20;
            }
        }
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
