package io.moongate.gateway.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Trees in error texts are written as Lua tables, as a real Kong was seen to write them. */
class LuaTextTest {
    @Test
    void aListHasALineForEachItem() {
        assertEquals("{\n  \"a\",\n  \"b\"\n}", LuaText.pretty(List.of("a", "b")));
    }

    @Test
    void itemsAfterAGapSayTheirIndex() {
        assertEquals("{\n  \"a\",\n  [3] = \"c\"\n}", LuaText.pretty(Arrays.asList("a", null, "c")));
    }

    @Test
    void keysAreSortedAndBareWhereTheyAreNames() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("route", null);
        map.put("name", "x");
        map.put("end", 1L);
        map.put("@entity", List.of("e"));
        assertEquals("{[\"@entity\"]={\"e\"},[\"end\"]=1,name=\"x\",route=null}", LuaText.compact(map));
    }

    @Test
    void quotesAndBackslashesAreEscaped() {
        assertEquals(
                "{\"[string \\\"x\\\"]:1: near '\\\\'\"}", LuaText.compact(List.of("[string \"x\"]:1: near '\\'")));
    }

    @Test
    void whatLooksLikeALongBracketIsPutInALongerOne() {
        assertEquals("{[=[local s = [[ open]=]}", LuaText.compact(List.of("local s = [[ open")));
        assertEquals("{[==[a [=[ b]==]}", LuaText.compact(List.of("a [=[ b")));
        assertEquals("{[=[ends in a bracket]]=]}", LuaText.compact(List.of("ends in a bracket]")));
    }

    @Test
    void textOfSeveralLinesIsPutInLongBrackets() {
        assertEquals("{[[a\nb]]}", LuaText.compact(List.of("a\nb")));
        assertEquals("{\"a\\r\\\nb\"}", LuaText.compact(List.of("a\r\nb")));
    }

    @Test
    void controlCharactersAreNumbers() {
        assertEquals("{\"\\27LJ\\0022\"}", LuaText.compact(List.of("\u001bLJ\u00022")));
    }
}
