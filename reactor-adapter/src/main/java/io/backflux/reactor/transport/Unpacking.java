package io.backflux.reactor.transport;

import io.netty.channel.ChannelPipeline;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpContentDecompressor;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import org.jspecify.annotations.Nullable;
import reactor.netty.NettyPipeline;

/**
 * Unpacks as Netty does, but lets gzip pass as it comes: a page is unpacked as its rows are demanded, and is a tenth of its size
 * until then. Nothing else is asked for, so whatever else comes is seldom, and waits unpacked.
 */
final class Unpacking extends HttpContentDecompressor {

    private Unpacking() {
        super(false, 0);
    }

    /** Instead of the decompressor that is there. */
    static void install(ChannelPipeline pipeline) {
        pipeline.replace(NettyPipeline.HttpDecompressor, NettyPipeline.HttpDecompressor, new Unpacking());
    }

    @Override
    protected @Nullable EmbeddedChannel newContentDecoder(String encoding) throws Exception {
        return isGzip(encoding) ? null : super.newContentDecoder(encoding);
    }

    /** Whether a body that came through is packed with gzip. */
    static boolean leavesPacked(HttpHeaders headers) {
        String content = headers.get(HttpHeaderNames.CONTENT_ENCODING);
        return content == null ? isGzip(firstTransferCoding(headers)) : isGzip(content.trim());
    }

    private static String firstTransferCoding(HttpHeaders headers) {
        String codings = headers.get(HttpHeaderNames.TRANSFER_ENCODING, "");
        int end = codings.indexOf(',');
        return (end < 0 ? codings : codings.substring(0, end)).trim();
    }

    private static boolean isGzip(String encoding) {
        return HttpHeaderValues.GZIP.contentEqualsIgnoreCase(encoding)
                || HttpHeaderValues.X_GZIP.contentEqualsIgnoreCase(encoding);
    }
}
