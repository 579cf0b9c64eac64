package io.moongate.gateway.proxy.wire;

import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;

/** Netty's decoder of responses, told whether the request was one whose response has no body. */
public final class ResponseDecoder extends HttpResponseDecoder {
    private static final int LONGEST_LINE = 8192;
    private static final int LARGEST_HEAD = 65_536;
    private static final int LARGEST_PIECE = 65_536;

    private boolean head;

    public ResponseDecoder() {
        super(new HttpDecoderConfig()
                .setMaxInitialLineLength(LONGEST_LINE)
                .setMaxHeaderSize(LARGEST_HEAD)
                .setMaxChunkSize(LARGEST_PIECE)
                .setInitialBufferSize(512)
                .setHeadersFactory(DecodedHeaders.OF_RESPONSE)
                .setTrailersFactory(DecodedHeaders.OF_RESPONSE));
    }

    /** Tells of the request that the next response belongs to. */
    public void expect(boolean toHead) {
        head = toHead;
    }

    @Override
    protected boolean isContentAlwaysEmpty(HttpMessage message) {
        return head && ((HttpResponse) message).status().code() >= 200 || super.isContentAlwaysEmpty(message);
    }

    @Override
    protected boolean isSwitchingToNonHttp1Protocol(HttpResponse response) {
        return response.status().code() == 101;
    }
}
