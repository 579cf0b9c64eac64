package io.moongate.gateway.declarative;

import io.moongate.gateway.schema.EntitySchema;
import io.moongate.gateway.schema.Field;
import io.moongate.gateway.schema.KongError;
import io.moongate.gateway.schema.Result;
import io.moongate.gateway.schema.Schemas;
import io.moongate.gateway.schema.Validator;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads declarative configurations: parses, finds ids and references, checks, and says all that is wrong. */
public final class DeclarativeReader {
    private static final String FORMAT_VERSION = "_format_version";

    /** Whether secrets are written as they are, to be made unreadable now. */
    private static final String TRANSFORM = "_transform";

    private static final Set<String> VERSIONS = Set.of("1.1", "2.1", "3.0");

    /** Stands for an entity that is not there while everything else is checked. */
    private static final String NOBODY = new UUID(0, 0).toString();

    private final Schemas schemas;
    private final Validator validator;

    public DeclarativeReader(Schemas schemas, Validator validator) {
        this.schemas = schemas;
        this.validator = validator;
    }

    /** Reads YAML or JSON text. */
    public Result<DeclarativeConfig> read(String text) {
        return read(text, false);
    }

    /**
     * Reads YAML or JSON text.
     *
     * @param flattenErrors whether errors of entities are listed one by one ({@code flatten_errors=1})
     */
    public Result<DeclarativeConfig> read(String text, boolean flattenErrors) {
        Object parsed;
        try {
            parsed = YamlText.parse(text);
        } catch (YamlText.Unreadable e) {
            return Result.failed(KongError.unreadableDeclarative(String.valueOf(e.getMessage())));
        }
        if (!(parsed instanceof Map<?, ?> map)) {
            return Result.failed(KongError.unreadableDeclarative("expected an object"));
        }
        return read(copy(map), hash(text), flattenErrors);
    }

    /** Reads a document that was parsed already, from a JSON body. */
    public Result<DeclarativeConfig> read(Map<String, @Nullable Object> document, boolean flattenErrors) {
        return read(copy(document), hash(document.toString()), flattenErrors);
    }

    /** The hash that a text would have, to see whether it is the one in force. */
    public static String hash(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has MD5", e);
        }
    }

    private Result<DeclarativeConfig> read(Map<String, @Nullable Object> document, String hash, boolean flattenErrors) {
        Map<String, @Nullable Object> errors = new LinkedHashMap<>();
        Map<String, List<Declared>> top = new LinkedHashMap<>();
        readTop(document, errors, top);

        References references = new References();
        List<Declared> all = new ArrayList<>();
        top.values()
                .forEach(list -> list.forEach(one -> one.walk(declared -> {
                    references.add(declared);
                    all.add(declared);
                })));
        if (document.get(FORMAT_VERSION) instanceof String version && !version.startsWith("3")) {
            all.forEach(OldPaths::mark);
        }

        top.forEach((entity, list) -> {
            Object wrong = merged(errors.get(entity), check(list, references));
            if (wrong != null) {
                errors.put(entity, wrong);
            }
        });
        if (errors.isEmpty()) {
            new Consistency(schemas, references).check(all, errors);
        }
        return errors.isEmpty()
                ? Result.ok(new DeclarativeConfig(
                        documents(all, !Boolean.FALSE.equals(document.get(TRANSFORM))), documents(all, false), hash))
                : Result.failed(flattenErrors ? FlattenedErrors.of(errors, top) : KongError.invalidDeclarative(errors));
    }

    private void readTop(
            Map<String, @Nullable Object> document,
            Map<String, @Nullable Object> errors,
            Map<String, List<Declared>> top) {
        Object version = document.get(FORMAT_VERSION);
        if (version == null) {
            errors.put(FORMAT_VERSION, "required field missing");
        } else if (!(version instanceof String text)) {
            errors.put(FORMAT_VERSION, "expected a string");
        } else if (!VERSIONS.contains(text)) {
            errors.put(FORMAT_VERSION, "expected one of: 1.1, 2.1, 3.0");
        }
        document.forEach((name, value) -> {
            switch (name) {
                case FORMAT_VERSION -> {}
                case TRANSFORM -> {
                    if (value != null && !(value instanceof Boolean)) {
                        errors.put(name, "expected a boolean");
                    }
                }
                case "_comment" -> {
                    if (value != null && !(value instanceof String)) {
                        errors.put(name, "expected a string");
                    }
                }
                case "_ignore" -> {
                    if (value != null && !(value instanceof List<?>)) {
                        errors.put(name, "expected an array");
                    }
                }
                default -> {
                    EntitySchema schema = schemas.find(name);
                    if (schema == null) {
                        errors.put(name, "unknown field");
                        return;
                    }
                    List<Declared> list = new ArrayList<>();
                    Object wrong = Declared.read(schemas, schema, null, null, value, list);
                    if (wrong != null) {
                        errors.put(name, wrong);
                    }
                    top.put(name, list);
                }
            }
        });
    }

    /** The errors of a list of entities, those of nested ones inside, or null. */
    private @Nullable Object check(List<Declared> list, References references) {
        List<@Nullable Object> errors = new ArrayList<>();
        for (Declared declared : list) {
            Map<String, @Nullable Object> wrong = new LinkedHashMap<>(declared.malformed);
            switch (validator.insert(declared.schema, resolved(declared, references))) {
                case Result.Ok<Map<String, @Nullable Object>> ok -> declared.document = ok.value();
                case Result.Failed<Map<String, @Nullable Object>> failed -> {
                    Map<String, @Nullable Object> fields = failed.error().fields();
                    if (fields != null) {
                        wrong.putAll(fields);
                    }
                }
            }
            declared.children.forEach((name, children) -> {
                Object inner = merged(wrong.get(name), check(children, references));
                if (inner != null) {
                    wrong.put(name, inner);
                }
            });
            if (!wrong.isEmpty()) {
                put(errors, declared.index, wrong);
            }
        }
        return errors.isEmpty() ? null : errors;
    }

    /** The fields of an entity with ids in the place of references. */
    private static Map<String, @Nullable Object> resolved(Declared declared, References references) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>(declared.fields);
        for (Field foreign : declared.schema.foreignFields()) {
            Object value = fields.get(foreign.name());
            if (value instanceof String) {
                Declared found = references.find(String.valueOf(foreign.reference()), value);
                fields.put(foreign.name(), References.to(found == null ? NOBODY : found.id()));
            }
        }
        Declared parent = declared.parent;
        Field parentField = declared.parentField;
        if (parent != null && parentField != null) {
            fields.put(parentField.name(), References.to(parent.id()));
        }
        return fields;
    }

    private Map<String, List<Map<String, @Nullable Object>>> documents(List<Declared> all, boolean seal) {
        Map<String, List<Map<String, @Nullable Object>>> result = new LinkedHashMap<>();
        for (EntitySchema schema : schemas.all()) {
            List<Map<String, @Nullable Object>> documents = new ArrayList<>();
            for (Declared declared : all) {
                Map<String, @Nullable Object> document = declared.document;
                if (declared.schema.name().equals(schema.name()) && document != null) {
                    documents.add(seal ? schema.seal().apply(document, document) : document);
                }
            }
            if (!documents.isEmpty()) {
                result.put(schema.name(), documents);
            }
        }
        return result;
    }

    /** Two lists of errors of the same items as one. */
    private static @Nullable Object merged(@Nullable Object first, @Nullable Object second) {
        if (!(first instanceof List<?> one) || !(second instanceof List<?> two)) {
            return first == null ? second : first;
        }
        List<@Nullable Object> result = new ArrayList<>(one);
        for (int i = 0; i < two.size(); i++) {
            if (two.get(i) != null) {
                put(result, i, two.get(i));
            }
        }
        return result;
    }

    /** Sets an item of a list that may be shorter. */
    static void put(List<@Nullable Object> list, int index, @Nullable Object value) {
        while (list.size() <= index) {
            list.add(null);
        }
        list.set(index, value);
    }

    private static Map<String, @Nullable Object> copy(Map<?, ?> map) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        map.forEach((key, value) -> result.put(String.valueOf(key), value));
        return result;
    }
}
