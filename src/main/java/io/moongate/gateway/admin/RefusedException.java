package io.moongate.gateway.admin;

/** Ends the handling of a request with an answer; carries no stack, since nothing went wrong here. */
final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Answer answer;

    RefusedException(Answer answer) {
        super(null, null, false, false);
        this.answer = answer;
    }

    Answer answer() {
        return answer;
    }
}
