package io.moongate.lua.front;

/** Chunk names as messages show them: LuaJIT's rules and lengths. */
public final class ChunkName {
    private static final int SIZE = 60;
    private static final int SOURCE_ROOM = SIZE - 12;
    private static final int CUT_ROOM = SIZE - 15;

    private ChunkName() {}

    public static String display(String chunkName) {
        int end = chunkName.indexOf('\0');
        if (end >= 0) {
            return display(chunkName.substring(0, end));
        }
        if (chunkName.startsWith("=")) {
            return chunkName.substring(1, Math.min(chunkName.length(), SIZE));
        }
        if (chunkName.startsWith("@")) {
            String file = chunkName.substring(1);
            return file.length() >= SIZE ? "..." + file.substring(file.length() - (SIZE - 4)) : file;
        }
        int length = 0;
        while (length < SOURCE_ROOM && length < chunkName.length() && chunkName.charAt(length) >= ' ') {
            length++;
        }
        boolean cut = length < chunkName.length();
        if (!cut) {
            return "[string \"" + chunkName.substring(0, length) + "\"]";
        }
        return "[string \"" + chunkName.substring(0, Math.min(length, CUT_ROOM)) + "...\"]";
    }
}
