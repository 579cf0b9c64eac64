package io.moongate.gateway.proxy.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;

/** Tells a client that speaks HTTP where TLS is spoken, instead of closing the connection without a word. */
public final class ClearText extends ChannelInboundHandlerAdapter {
    private final String answer;
    private boolean answered;

    /** @param answer all that such a client gets, head and body */
    public ClearText(String answer) {
        this.answer = answer;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (answered) {
            ReferenceCountUtil.release(message);
        } else if (message instanceof ByteBuf bytes && bytes.isReadable()) {
            if (FirstByte.beginsRequest(bytes)) {
                answered = true;
                bytes.release();
                context.writeAndFlush(Unpooled.wrappedBuffer(answer.getBytes(StandardCharsets.ISO_8859_1)))
                        .addListener(ChannelFutureListener.CLOSE);
            } else {
                context.pipeline().remove(this);
                context.fireChannelRead(message);
            }
        } else {
            context.fireChannelRead(message);
        }
    }
}
