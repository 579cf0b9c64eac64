package io.moongate.gateway.script.ngx;

/**
 * A subject that counts how often a matcher looks at it, so that a pattern which goes back and forth for ever comes to an
 * end: the counterpart of PCRE's match limit.
 */
final class BoundedText implements CharSequence {
    private final String text;
    private long left;

    BoundedText(String text, long looks) {
        this.text = text;
        this.left = looks;
    }

    /** The matcher looked too often. */
    static final class LimitExceeded extends RuntimeException {
        static final LimitExceeded ERROR = new LimitExceeded();

        private LimitExceeded() {
            super("match limit", null, false, false);
        }
    }

    @Override
    public char charAt(int index) {
        if (--left < 0) {
            throw LimitExceeded.ERROR;
        }
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.substring(start, end);
    }

    @Override
    public String toString() {
        return text;
    }
}
