package io.moongate.gateway.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One field of an entity or record, as data: its type, its rules, and what it is when it is not given.
 *
 * <p>Fields are written with {@link #string}, {@link #integer} … and the rules after them: {@code
 * Field.integer("port").required().byDefault(80L).between(0, 65535)}.
 */
public final class Field extends FieldFacts {
    private Field(String name, FieldType type, Rules rules) {
        super(name, type, rules);
    }

    /**
     * A pattern and the error for text that it does not suit.
     *
     * @param pattern the Lua pattern, as schemas show it
     * @param matches the same in Java
     * @param error what is said of a text that breaks the rule; null for {@code invalid value: …}
     */
    public record Matching(
            String pattern,
            Predicate<String> matches,
            @Nullable String error) {}

    /** What becomes of an entity when the one it refers to is deleted. */
    public enum OnDelete {
        RESTRICT,
        CASCADE
    }

    public static Field string(String name) {
        return new Field(name, FieldType.STRING, new Rules());
    }

    public static Field number(String name) {
        return new Field(name, FieldType.NUMBER, new Rules());
    }

    public static Field integer(String name) {
        return new Field(name, FieldType.INTEGER, new Rules());
    }

    public static Field bool(String name) {
        return new Field(name, FieldType.BOOLEAN, new Rules());
    }

    public static Field array(String name, Field elements) {
        return new Field(name, FieldType.ARRAY, new Rules()).with(rules -> rules.elements = elements);
    }

    public static Field set(String name, Field elements) {
        return new Field(name, FieldType.SET, new Rules()).with(rules -> rules.elements = elements);
    }

    public static Field map(String name, Field keys, Field values) {
        return new Field(name, FieldType.MAP, new Rules()).with(rules -> {
            rules.keys = keys;
            rules.values = values;
        });
    }

    public static Field record(String name, Field... fields) {
        return new Field(name, FieldType.RECORD, new Rules()).with(rules -> rules.fields = List.of(fields));
    }

    /** A reference to an entity, by its id. */
    public static Field foreign(String name, String entity) {
        return new Field(name, FieldType.FOREIGN, new Rules()).with(rules -> rules.reference = entity);
    }

    private Field with(Consumer<Rules> change) {
        Rules copy = rules.copy();
        change.accept(copy);
        return new Field(name, type, copy);
    }

    // What can be said of a field. Each gives a new field.

    /** The same field under another name. */
    public Field named(String other) {
        return new Field(other, type, rules);
    }

    /** The field may not be null. */
    public Field required() {
        return with(rules -> rules.required = true);
    }

    /** Filled in by the gateway: an id, or a time. */
    public Field auto() {
        return with(rules -> rules.auto = true);
    }

    /** A text of the form of a UUID. */
    public Field uuid() {
        return with(rules -> rules.uuid = true);
    }

    /** Seconds since the epoch. */
    public Field timestamp() {
        return with(rules -> rules.timestamp = true);
    }

    /** No two entities have the same value here. */
    public Field unique() {
        return with(rules -> rules.unique = true);
    }

    /** Unique even across workspaces. */
    public Field uniqueAcross() {
        return with(rules -> {
            rules.unique = true;
            rules.uniqueAcross = true;
        });
    }

    /** Set once. */
    public Field immutable() {
        return with(rules -> rules.immutable = true);
    }

    /** May hold a reference into a vault. */
    public Field referenceable() {
        return with(rules -> rules.referenceable = true);
    }

    /** Kept encrypted by editions that can. */
    public Field encrypted() {
        return with(rules -> rules.encrypted = true);
    }

    /** Its rules are known only with a subschema, such as a plugin's {@code config}. */
    public Field abstractUntilSubschema() {
        return with(rules -> rules.isAbstract = true);
    }

    /** Must be null here, such as the consumer of a plugin that knows none. */
    public Field mustBeNull() {
        return equalTo(null);
    }

    /** Must have this value. */
    public Field equalTo(@Nullable Object value) {
        return with(rules -> {
            rules.hasEqual = true;
            rules.equal = value;
        });
    }

    /** Must not have this value. */
    public Field not(Object value) {
        return with(rules -> rules.notEqual = value);
    }

    /** The value of a field that is not given; null is a default too. */
    public Field byDefault(@Nullable Object value) {
        return with(rules -> {
            rules.hasDefault = true;
            rules.defaultValue = value;
        });
    }

    /** What the field is for, as schemas show it. */
    public Field describe(String text) {
        return with(rules -> rules.description = text);
    }

    /** The error to show instead of the general one. */
    public Field error(String text) {
        return with(rules -> rules.error = text);
    }

    public Field oneOf(Object... values) {
        return with(rules -> rules.oneOf = List.of(values));
    }

    public Field notOneOf(Object... values) {
        return with(rules -> rules.notOneOf = List.of(values));
    }

    public Field between(double least, double most) {
        return with(rules -> {
            rules.atLeast = least;
            rules.atMost = most;
        });
    }

    public Field above(double bound) {
        return with(rules -> rules.above = bound);
    }

    public Field lenEq(int length) {
        return with(rules -> rules.lenEq = length);
    }

    public Field lenMin(int length) {
        return with(rules -> rules.lenMin = length);
    }

    public Field lenMax(int length) {
        return with(rules -> rules.lenMax = length);
    }

    public Field startsWith(String prefix) {
        return with(rules -> rules.startsWith = prefix);
    }

    /** A text must suit the pattern. */
    public Field match(String luaPattern, Predicate<String> matches) {
        return with(rules -> rules.match = new Matching(luaPattern, matches, null));
    }

    /** A text must suit each of several patterns, which have errors of their own. */
    public Field matchAll(Matching... all) {
        return with(rules -> rules.matchAll = List.of(all));
    }

    /** A text must not suit the pattern. */
    public Field matchNone(String luaPattern, Predicate<String> matches, String error) {
        return with(rules -> {
            List<Matching> all = new ArrayList<>(rules.matchNone);
            all.add(new Matching(luaPattern, matches, error));
            rules.matchNone = List.copyOf(all);
        });
    }

    /** A list must have this element. */
    public Field contains(Object element) {
        return with(rules -> rules.contains = element);
    }

    /** Elements of at most one of these sets. */
    public Field exclusiveSubsets(List<List<String>> subsets) {
        return with(rules -> rules.exclusiveSubsets = subsets);
    }

    /** A rule in code: the error of a value of the right type (a text, or a tree of texts), or null. */
    public Field check(Function<Object, @Nullable Object> rule) {
        return with(rules -> rules.check = rule);
    }

    /** Checks over the fields of a record. */
    public Field checks(EntityCheck... all) {
        return with(rules -> rules.checks = List.of(all));
    }

    /** The entity goes when the one referred to goes. */
    public Field cascade() {
        return with(rules -> rules.onDelete = OnDelete.CASCADE);
    }

    /** The schema says outright that the field is not required. */
    public Field optional() {
        return with(rules -> rules.shownOptional = true);
    }

    /** This rule laid over the field it is about: what the rule says counts, all else is the field's. */
    Field over(Field base) {
        return base.with(merged -> {
            merged.required |= rules.required;
            merged.uuid |= rules.uuid;
            if (rules.hasEqual) {
                merged.hasEqual = true;
                merged.equal = rules.equal;
            }
            merged.notEqual = rules.notEqual == null ? merged.notEqual : rules.notEqual;
            merged.oneOf = rules.oneOf.isEmpty() ? merged.oneOf : rules.oneOf;
            merged.notOneOf = rules.notOneOf.isEmpty() ? merged.notOneOf : rules.notOneOf;
            merged.atLeast = rules.atLeast == null ? merged.atLeast : rules.atLeast;
            merged.atMost = rules.atMost == null ? merged.atMost : rules.atMost;
            merged.above = rules.above == null ? merged.above : rules.above;
            merged.lenEq = rules.lenEq == null ? merged.lenEq : rules.lenEq;
            merged.lenMin = rules.lenMin == null ? merged.lenMin : rules.lenMin;
            merged.lenMax = rules.lenMax == null ? merged.lenMax : rules.lenMax;
            merged.startsWith = rules.startsWith == null ? merged.startsWith : rules.startsWith;
            merged.match = rules.match == null ? merged.match : rules.match;
            merged.contains = rules.contains == null ? merged.contains : rules.contains;
            merged.check = rules.check == null ? merged.check : rules.check;
            merged.elements = rules.elements == null ? merged.elements : rules.elements;
            merged.error = rules.error == null ? merged.error : rules.error;
        });
    }
}
