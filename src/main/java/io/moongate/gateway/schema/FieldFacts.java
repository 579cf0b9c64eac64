package io.moongate.gateway.schema;

import io.moongate.gateway.schema.Field.Matching;
import io.moongate.gateway.schema.Field.OnDelete;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What was said of a field; {@link Field} is the way to say it. */
abstract sealed class FieldFacts permits Field {
    final String name;
    final FieldType type;
    final Rules rules;

    FieldFacts(String name, FieldType type, Rules rules) {
        this.name = name;
        this.type = type;
        this.rules = rules;
    }

    /** Everything that can be said of a field; what is not said is false, null or empty. */
    static final class Rules implements Cloneable {
        boolean required;
        boolean auto;
        boolean uuid;
        boolean timestamp;
        boolean unique;
        boolean uniqueAcross;
        boolean immutable;
        boolean referenceable;
        boolean encrypted;
        boolean isAbstract;
        boolean hasEqual;
        boolean hasDefault;
        boolean shownOptional;

        @Nullable
        Object defaultValue;

        @Nullable
        Object equal;

        @Nullable
        Object notEqual;

        @Nullable
        String description;

        @Nullable
        String error;

        @Nullable
        Double atLeast;

        @Nullable
        Double atMost;

        @Nullable
        Double above;

        @Nullable
        Integer lenEq;

        @Nullable
        Integer lenMin;

        @Nullable
        Integer lenMax;

        @Nullable
        String startsWith;

        @Nullable
        Matching match;

        @Nullable
        Object contains;

        @Nullable
        Function<Object, @Nullable Object> check;

        @Nullable
        Field elements;

        @Nullable
        Field keys;

        @Nullable
        Field values;

        @Nullable
        String reference;

        OnDelete onDelete = OnDelete.RESTRICT;
        List<Object> oneOf = List.of();
        List<Object> notOneOf = List.of();
        List<Matching> matchAll = List.of();
        List<Matching> matchNone = List.of();
        List<List<String>> exclusiveSubsets = List.of();
        List<Field> fields = List.of();
        List<EntityCheck> checks = List.of();

        Rules copy() {
            try {
                return (Rules) clone();
            } catch (CloneNotSupportedException e) {
                throw new AssertionError(e);
            }
        }
    }

    public String name() {
        return name;
    }

    public FieldType type() {
        return type;
    }

    public boolean isRequired() {
        return rules.required;
    }

    public boolean isAuto() {
        return rules.auto;
    }

    public boolean isUuid() {
        return rules.uuid;
    }

    public boolean isTimestamp() {
        return rules.timestamp;
    }

    public boolean isUnique() {
        return rules.unique;
    }

    public boolean isUniqueAcross() {
        return rules.uniqueAcross;
    }

    public boolean isImmutable() {
        return rules.immutable;
    }

    public boolean isReferenceable() {
        return rules.referenceable;
    }

    public boolean isEncrypted() {
        return rules.encrypted;
    }

    public boolean isAbstract() {
        return rules.isAbstract;
    }

    public boolean isMustBeNull() {
        return rules.hasEqual && rules.equal == null;
    }

    public boolean isShownOptional() {
        return rules.shownOptional;
    }

    /** The value that the field must have, or null where there is none or null is that value. */
    public @Nullable Object equal() {
        return rules.equal;
    }

    public boolean hasDefault() {
        return rules.hasDefault;
    }

    public @Nullable Object defaultValue() {
        return rules.defaultValue;
    }

    public @Nullable Object notEqual() {
        return rules.notEqual;
    }

    public @Nullable String description() {
        return rules.description;
    }

    public @Nullable String error() {
        return rules.error;
    }

    public List<Object> oneOf() {
        return rules.oneOf;
    }

    public List<Object> notOneOf() {
        return rules.notOneOf;
    }

    public @Nullable Double atLeast() {
        return rules.atLeast;
    }

    public @Nullable Double atMost() {
        return rules.atMost;
    }

    public @Nullable Double above() {
        return rules.above;
    }

    public @Nullable Integer lenEq() {
        return rules.lenEq;
    }

    /** The least length; texts have one of 1 where none was said. */
    public @Nullable Integer lenMin() {
        return rules.lenMin == null && type == FieldType.STRING ? Integer.valueOf(1) : rules.lenMin;
    }

    @Nullable
    Integer saidLenMin() {
        return rules.lenMin;
    }

    public @Nullable Integer lenMax() {
        return rules.lenMax;
    }

    public @Nullable String startsWith() {
        return rules.startsWith;
    }

    public @Nullable Matching match() {
        return rules.match;
    }

    public List<Matching> matchAll() {
        return rules.matchAll;
    }

    public List<Matching> matchNone() {
        return rules.matchNone;
    }

    public @Nullable Object contains() {
        return rules.contains;
    }

    public List<List<String>> exclusiveSubsets() {
        return rules.exclusiveSubsets;
    }

    public @Nullable Function<Object, @Nullable Object> check() {
        return rules.check;
    }

    public @Nullable Field elements() {
        return rules.elements;
    }

    public @Nullable Field keys() {
        return rules.keys;
    }

    public @Nullable Field values() {
        return rules.values;
    }

    /** The fields of a record. */
    public List<Field> fields() {
        return rules.fields;
    }

    /** One field of a record, or null. */
    public @Nullable Field field(String inner) {
        for (Field field : rules.fields) {
            if (field.name.equals(inner)) {
                return field;
            }
        }
        return null;
    }

    public List<EntityCheck> checks() {
        return rules.checks;
    }

    /** The entity that a foreign field refers to. */
    public @Nullable String reference() {
        return rules.reference;
    }

    public OnDelete onDelete() {
        return rules.onDelete;
    }
}
