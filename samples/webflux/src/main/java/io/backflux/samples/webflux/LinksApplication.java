package io.backflux.samples.webflux;

import com.github.benmanes.caffeine.cache.Ticker;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;

/** The links of a target: as a stream for programs, on credit for people. */
@SpringBootApplication
@ConfigurationPropertiesScan
class LinksApplication {

    public static void main(String[] args) {
        SpringApplication.run(LinksApplication.class, args);
    }

    /** By which cursors are idle. */
    @Bean
    Ticker ticker() {
        return Ticker.systemTicker();
    }
}
