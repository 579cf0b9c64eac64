package io.moongate.gateway.proxy.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;

/**
 * Looks at the first byte of a connection. One that begins no method, as the first of a TLS handshake, is the end of it:
 * without this the decoder would wait for a line end that such a client never sends.
 */
public final class FirstByte extends ChannelInboundHandlerAdapter {
    /** A request that is refused in the way of all that cannot be read. */
    private static final byte[] UNREADABLE = "?\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private boolean refused;

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (refused) {
            ReferenceCountUtil.release(message);
            return;
        }
        if (!(message instanceof ByteBuf bytes) || !bytes.isReadable()) {
            context.fireChannelRead(message);
            return;
        }
        if (beginsRequest(bytes)) {
            context.pipeline().remove(this);
            context.fireChannelRead(message);
            return;
        }
        refused = true;
        bytes.release();
        context.fireChannelRead(Unpooled.wrappedBuffer(UNREADABLE));
    }

    /** Whether the bytes can be the beginning of a request, or of the empty lines before it. */
    static boolean beginsRequest(ByteBuf bytes) {
        byte first = bytes.getByte(bytes.readerIndex());
        return first > ' ' || first == '\r' || first == '\n';
    }
}
