package io.backflux.samples.webflux;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The links of a target: as a stream for programs, on credit for people. */
@SpringBootApplication
class LinksApplication {

    public static void main(String[] args) {
        SpringApplication.run(LinksApplication.class, args);
    }
}
