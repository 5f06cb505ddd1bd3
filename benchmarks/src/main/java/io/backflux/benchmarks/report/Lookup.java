package io.backflux.benchmarks.report;

import io.backflux.benchmarks.Result;
import java.util.List;
import java.util.Optional;

/** Single figures among results. */
record Lookup(List<Result> results) {

    Optional<Spread> find(String subject, String setting, String metric) {
        return results.stream()
                .filter(result -> result.subject().equals(subject))
                .filter(result -> result.setting().equals(setting))
                .filter(result -> result.metric().equals(metric))
                .findFirst()
                .map(Spread::of);
    }

    List<String> subjects() {
        return results.stream().map(Result::subject).distinct().toList();
    }

    List<String> settings() {
        return results.stream().map(Result::setting).distinct().toList();
    }
}
