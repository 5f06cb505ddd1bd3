package io.backflux.samples.webflux;

import io.backflux.spring.boot.test.SimulatorConfiguration;
import org.springframework.boot.SpringApplication;

class TestLinksApplication {

    public static void main(String[] args) {
        SpringApplication.from(LinksApplication::main)
                .with(SimulatorConfiguration.class)
                .run(args);
    }
}
