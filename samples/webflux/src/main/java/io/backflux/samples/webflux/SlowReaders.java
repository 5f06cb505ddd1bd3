package io.backflux.samples.webflux;

import io.netty.channel.ChannelOption;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** For readers that are slower than the API: what is sent to them ahead was bought for them, too. */
@Configuration(proxyBeanMethods = false)
class SlowReaders {

    /** Unless it is set, Linux keeps megabytes for a connection, some thousand rows. */
    @Bean
    NettyServerCustomizer smallSendBuffers() {
        return server -> server.childOption(ChannelOption.SO_SNDBUF, 64 << 10);
    }
}
