package io.backflux.samples.springboot;

import io.backflux.Backlink;
import io.backflux.BacklinksQuery;
import io.backflux.reactor.BacklinksClient;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.http.MediaType;
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

    @GetMapping(path = "/links/{target}", produces = MediaType.APPLICATION_NDJSON_VALUE)
    Flux<Backlink> links(@PathVariable String target) {
        return client.harvest(BacklinksQuery.of(target)).take(10_000).backlinks();
    }
}
