package io.moongate.gateway.schema;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A rule over several fields of an entity. Fields inside records are named with dots ({@code config.access}). */
public sealed interface EntityCheck {

    /** At least one of the fields is neither null nor empty. */
    record AtLeastOneOf(List<String> fields) implements EntityCheck {}

    /** At most one of the fields is set. */
    record OnlyOneOf(List<String> fields) implements EntityCheck {}

    /** Where one of the fields is set, all are. */
    record MutuallyRequired(List<String> fields) implements EntityCheck {}

    /** No two of the fields have the same value. */
    record Distinct(List<String> fields) implements EntityCheck {}

    /**
     * Where one field suits a rule, another one has to suit another.
     *
     * @param match a rule, in the form of a field without a name
     * @param error the entity's error; null for the general one
     */
    record Conditional(
            String ifField,
            Field match,
            String thenField,
            Field thenMatch,
            @Nullable String error) implements EntityCheck {}

    /**
     * Where a field suits a rule, one of several others has to be set. The first rule that suits decides.
     *
     * @param cases the rules in order
     */
    record ConditionalAtLeastOneOf(String ifField, List<Case> cases) implements EntityCheck {}

    /**
     * One rule of {@link ConditionalAtLeastOneOf}.
     *
     * @param error the error, with {@code %s} where the names of the fields go
     */
    record Case(Field match, List<String> fields, String error) {}

    /**
     * A rule in code, which runs when the fields it reads are free of errors.
     *
     * @param sources the fields it reads
     * @param rule gives what is wrong, or null
     * @param shown how the schema shows it; null for not at all
     */
    record Custom(
            List<String> sources,
            Function<Map<String, @Nullable Object>, @Nullable Violation> rule,
            @Nullable Map<String, Object> shown)
            implements EntityCheck {}

    /**
     * What a custom rule found.
     *
     * @param field where the error belongs, with dots; null for the entity as a whole
     */
    record Violation(@Nullable String field, String error) {}

    static EntityCheck atLeastOneOf(String... fields) {
        return new AtLeastOneOf(List.of(fields));
    }

    static EntityCheck onlyOneOf(String... fields) {
        return new OnlyOneOf(List.of(fields));
    }

    static EntityCheck mutuallyRequired(String... fields) {
        return new MutuallyRequired(List.of(fields));
    }

    static EntityCheck distinct(String... fields) {
        return new Distinct(List.of(fields));
    }

    static EntityCheck conditional(String ifField, Field match, String thenField, Field thenMatch) {
        return new Conditional(ifField, match, thenField, thenMatch, null);
    }

    static EntityCheck custom(List<String> sources, Function<Map<String, @Nullable Object>, @Nullable Violation> rule) {
        return new Custom(sources, rule, null);
    }

    /** The check as schemas show it, or null for one that is not shown. */
    default @Nullable Map<String, Object> shown() {
        Map<String, Object> result = new LinkedHashMap<>();
        switch (this) {
            case AtLeastOneOf(List<String> fields) -> result.put("at_least_one_of", fields);
            case OnlyOneOf(List<String> fields) -> result.put("only_one_of", fields);
            case MutuallyRequired(List<String> fields) -> result.put("mutually_required", fields);
            case Distinct(List<String> fields) -> result.put("distinct", fields);
            case Conditional c -> {
                Map<String, Object> inner = new LinkedHashMap<>();
                inner.put("if_field", c.ifField());
                inner.put("if_match", SchemaView.rule(c.match()));
                inner.put("then_field", c.thenField());
                inner.put("then_match", SchemaView.rule(c.thenMatch()));
                if (c.error() != null) {
                    inner.put("then_err", c.error());
                }
                result.put("conditional", inner);
            }
            case ConditionalAtLeastOneOf c -> {
                Map<String, Object> inner = new LinkedHashMap<>();
                inner.put("if_field", c.ifField());
                for (int i = 0; i < c.cases().size(); i++) {
                    Case one = c.cases().get(i);
                    inner.put(i == 0 ? "if_match" : "else_match", SchemaView.rule(one.match()));
                    inner.put(i == 0 ? "then_at_least_one_of" : "else_then_at_least_one_of", one.fields());
                    inner.put(i == 0 ? "then_err" : "else_then_err", one.error());
                }
                result.put("conditional_at_least_one_of", inner);
            }
            case Custom c -> {
                return c.shown();
            }
        }
        return result;
    }
}
