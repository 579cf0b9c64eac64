package io.moongate.gateway.schema;

import java.util.function.Function;

/** What an operation on entities came to: a value, or the error the user is shown. */
public sealed interface Result<T> {

    /** It went well. */
    record Ok<T>(T value) implements Result<T> {}

    /** It was refused. */
    record Failed<T>(KongError error) implements Result<T> {}

    static <T> Result<T> ok(T value) {
        return new Ok<>(value);
    }

    static <T> Result<T> failed(KongError error) {
        return new Failed<>(error);
    }

    /** Goes on with the value; a refusal stays what it is. */
    default <R> Result<R> then(Function<? super T, Result<R>> next) {
        return switch (this) {
            case Ok<T>(T value) -> next.apply(value);
            case Failed<T>(KongError error) -> new Failed<>(error);
        };
    }

    /** Changes the value; a refusal stays what it is. */
    default <R> Result<R> map(Function<? super T, ? extends R> change) {
        return switch (this) {
            case Ok<T>(T value) -> new Ok<>(change.apply(value));
            case Failed<T>(KongError error) -> new Failed<>(error);
        };
    }
}
