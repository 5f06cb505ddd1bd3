package io.backflux.spring.boot.test;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;

/** Without a scan, which would find what this package has for others. */
@SpringBootConfiguration
@EnableAutoConfiguration
class Application {

    public static void main(String[] args) {
        SpringApplication.run(Application.class, args);
    }
}
