package io.moongate.lua.tree;

import java.util.HashSet;
import java.util.Set;

/** A local variable, compared by identity; what is known of its use grows while the tree is built. */
public final class Variable {
    private final String name;
    private final Func owner;
    private boolean captured;
    private boolean assigned;
    private boolean numeric;
    private boolean likelyNumber;
    private boolean fromItem;
    private boolean toItem;
    private final Set<String> fields = new HashSet<>(0);

    Variable(String name, Func owner) {
        this.name = name;
        this.owner = owner;
    }

    public String name() {
        return name;
    }

    /** The function it is a local of. */
    public Func owner() {
        return owner;
    }

    /** Whether an inner function uses it. */
    public boolean captured() {
        return captured;
    }

    void capture() {
        captured = true;
    }

    /** Whether it is assigned after its declaration. */
    public boolean assigned() {
        return assigned;
    }

    public void assign() {
        assigned = true;
    }

    /** Whether it must be shared between functions as an object. */
    public boolean needsCell() {
        return captured && assigned;
    }

    /** Whether it holds numbers only. */
    public boolean numeric() {
        return numeric;
    }

    void setNumeric(boolean numeric) {
        this.numeric = numeric;
    }

    /** Whether its uses suggest that it holds numbers mostly. */
    public boolean likelyNumber() {
        return likelyNumber || fromItem && toItem;
    }

    /** Notes that it gets an item of a list. */
    void fromItem() {
        fromItem = true;
    }

    /** Notes that it is put into a list. */
    void toItem() {
        toItem = true;
    }

    /** Notes that a field of this literal name is read or written in what it holds. */
    void useField(String field) {
        fields.add(field);
    }

    /** How many different fields are. */
    public int fields() {
        return fields.size();
    }

    void suggestNumber() {
        likelyNumber = true;
    }

    @Override
    public String toString() {
        return name;
    }
}
