package io.moongate.gateway.proxy.upstream;

/** What came of an attempt to get a connection: one that is ready, or the reason why there is none. */
public sealed interface Attempt {
    /** A connection ready for a request. */
    record Connected(UpstreamConnection connection) implements Attempt {}

    /** No connection. */
    record Failed(UpstreamFailure failure) implements Attempt {}
}
