package io.backflux.samples.springboot;

import io.backflux.Backlink;
import io.backflux.BacklinksQuery;
import io.backflux.reactor.BacklinksClient;
import io.backflux.spring.boot.ConnectionLoop;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;

@SpringBootApplication
@RestController
record LinksApplication(BacklinksClient client) {
    public static void main(String[] args) {
        SpringApplication.run(LinksApplication.class, args);
    }

    @GetMapping(path = "/links/{target}", produces = "application/x-ndjson")
    Flux<Backlink> links(@PathVariable String target, ServerHttpRequest request) {
        var links = client.harvest(BacklinksQuery.of(target)).take(10_000);
        return links.backlinks().publishOn(ConnectionLoop.of(request), 32);
    }
}
