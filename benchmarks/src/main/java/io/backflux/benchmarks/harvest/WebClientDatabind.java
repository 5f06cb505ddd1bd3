package io.backflux.benchmarks.harvest;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

/** What people write with Spring: an answer bound as a whole by Jackson's databind, the next one by its token. */
final class WebClientDatabind implements Contender {

    private final WebClient web;

    WebClientDatabind(URI server) {
        this.web = WebClient.builder()
                .clientConnector(
                        new ReactorClientHttpConnector(HttpClient.create().compress(true)))
                .baseUrl(PageRequest.endpoint(server).toString())
                .defaultHeader(HttpHeaders.AUTHORIZATION, PageRequest.AUTHORIZATION)
                // An answer is larger than the 256 KiB that it would take.
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(-1))
                .build();
    }

    @Override
    public void harvest(Site site, Tally tally) {
        page(site, null)
                .expand(answer -> answer.token() == null ? Mono.empty() : page(site, answer.token()))
                .flatMapIterable(PageAnswer::rows)
                .doOnNext(row -> tally.row(row.rank(), row.lastSeen()))
                .blockLast();
    }

    private Mono<PageAnswer> page(Site site, @Nullable String token) {
        return web.post()
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(PageRequest.json(site, token))
                .retrieve()
                .bodyToMono(PageAnswer.class);
    }

    @Override
    public void close() {
        // It uses what Reactor Netty shares in this JVM.
    }
}
