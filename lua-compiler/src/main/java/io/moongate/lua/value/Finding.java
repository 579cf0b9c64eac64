package io.moongate.lua.value;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What one place in the code found when it last used a literal key. Immutable, so that threads that share the code may
 * overwrite each other's. In tables of another shape nothing of it counts.
 */
public final class Finding {
    /** Nothing yet. Counts for no table, and is made before the shapes that use it. */
    static final Finding NONE = new Finding(null, null, null, null, 0);

    /** The shape that has the key itself, or null. */
    final @Nullable Shape shape;
    /** The shape that has not. */
    final @Nullable Shape lacking;
    /** For a shape that lacks the key: the shape with it, after an insertion; or that of the class it comes from. */
    final @Nullable Shape target;
    /** The shape of the class between, which lacks the key too, if the key comes from the class's parent. */
    final @Nullable Shape middle;
    /** Where the value is in a table of {@link #shape} or {@link #target}; in a dictionary, the entry. */
    final int slot;

    private Finding(
            @Nullable Shape shape, @Nullable Shape lacking, @Nullable Shape target, @Nullable Shape middle, int slot) {
        this.shape = shape;
        this.lacking = lacking;
        this.target = target;
        this.middle = middle;
        this.slot = slot;
    }

    static Finding own(Shape shape, int slot) {
        return new Finding(shape, null, null, null, slot);
    }

    static Finding insertion(Shape before, Shape after) {
        return new Finding(null, before, after, null, after.size - 1);
    }

    static Finding inherited(Shape receiver, @Nullable Shape middle, Shape holder, int slot) {
        return new Finding(null, receiver, holder, middle, slot);
    }

    static Finding inDictionary(int entry) {
        return new Finding(null, Shape.DICTIONARY, null, null, entry);
    }

    /** For so many places that have found nothing yet. */
    public static Finding[] none(int places) {
        Finding[] findings = new Finding[places];
        Arrays.fill(findings, NONE);
        return findings;
    }
}
