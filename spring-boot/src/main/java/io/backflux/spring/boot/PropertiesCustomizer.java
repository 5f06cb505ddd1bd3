package io.backflux.spring.boot;

import io.backflux.reactor.BacklinksClientBuilder;
import io.backflux.reactor.transport.ProxySettings;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.util.List;
import javax.net.ssl.SSLException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.SslOptions;

/** What the properties say, besides of whom to ask and who pays. */
final class PropertiesCustomizer {

    private final BackfluxProperties properties;
    private final SslBundles bundles;

    PropertiesCustomizer(BackfluxProperties properties, SslBundles bundles) {
        this.properties = properties;
        this.bundles = bundles;
    }

    void customize(BacklinksClientBuilder builder) {
        builder.allowPlainHttp(properties.allowPlainHttp())
                .quotaLimits(properties.quota().limits())
                .timeouts(properties.timeouts().timeouts())
                .retryPolicy(properties.retry().policy())
                .waitingLimits(properties.waiting().limits());
        String bundle = properties.ssl().bundle();
        if (bundle != null && !bundle.isBlank()) {
            builder.trust(trust(bundles.getBundle(bundle)));
        }
        ProxySettings proxy = properties.proxy().settings();
        if (proxy != null) {
            builder.proxy(proxy);
        } else if (properties.proxy().fromEnvironment()) {
            builder.proxyFromEnvironment();
        }
    }

    private static SslContext trust(SslBundle bundle) {
        SslOptions options = bundle.getOptions();
        SslContextBuilder builder = SslContextBuilder.forClient()
                .keyManager(bundle.getManagers().getKeyManagerFactory())
                .trustManager(bundle.getManagers().getTrustManagerFactory());
        if (options.getCiphers() != null) {
            builder.ciphers(List.of(options.getCiphers()));
        }
        if (options.getEnabledProtocols() != null) {
            builder.protocols(options.getEnabledProtocols());
        }
        try {
            return builder.build();
        } catch (SSLException e) {
            throw new IllegalStateException("the SSL bundle of backflux.ssl.bundle can't be used", e);
        }
    }
}
