package io.moongate.gateway.proxy.wire;

import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequestDecoder;

/**
 * Netty's decoder of requests with nginx's limits. What could be read in two ways is refused: two lengths, a length and
 * chunks, a length that is no number.
 */
public final class RequestDecoder extends HttpRequestDecoder {
    /** What the log says of a request with both a length and chunks. */
    public static final String BOTH_LENGTHS =
            "client sent \"Content-Length\" and \"Transfer-Encoding\" headers at the same time";

    /** The longest request line. */
    static final int LONGEST_LINE = DecodedHeaders.LONGEST_LINE;

    /** The largest head: four buffers of 8k, as nginx has it. */
    private static final int LARGEST_HEAD = 4 * 8192;

    /** How much of a body comes in one piece. */
    private static final int LARGEST_PIECE = 65_536;

    public RequestDecoder() {
        super(new HttpDecoderConfig()
                .setMaxInitialLineLength(LONGEST_LINE)
                .setMaxHeaderSize(LARGEST_HEAD)
                .setMaxChunkSize(LARGEST_PIECE)
                .setAllowDuplicateContentLengths(false)
                .setInitialBufferSize(512)
                .setHeadersFactory(DecodedHeaders.OF_REQUEST)
                .setTrailersFactory(DecodedHeaders.OF_REQUEST));
    }

    @Override
    protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
        throw new IllegalArgumentException(BOTH_LENGTHS);
    }
}
