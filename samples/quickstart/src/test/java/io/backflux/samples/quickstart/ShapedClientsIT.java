package io.backflux.samples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backflux.BacklinksQuery;
import io.backflux.error.ProxyFailedException;
import io.backflux.reactor.BacklinksClient;
import io.backflux.reactor.BacklinksClientBuilder;
import io.backflux.reactor.transport.Credentials;
import io.backflux.reactor.transport.ProxySettings;
import io.backflux.simulator.BacklinksSimulator;
import io.backflux.simulator.SimulatorExtension;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SimulatorExtension.class)
class ShapedClientsIT {

    private static final BacklinksQuery QUERY = BacklinksQuery.of("forbes.com");

    private static BacklinksClientBuilder client(BacklinksSimulator api) {
        return BacklinksClient.builder()
                .baseUrl(api.baseUrl())
                .credentials(Credentials.of(api.username(), api.password()));
    }

    @Test
    void aProxyThatIsNotThereIsNamed(@TempDir Path folder) throws Exception {
        int nobody;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = socket.getLocalPort();
        }
        ProxySettings proxy = ProxySettings.http("127.0.0.1", nobody);
        try (BacklinksClient client = ShapedClients.behind(proxy, certificate(folder))
                .credentials(Credentials.of("somebody", "s3cret-pass"))
                .build()) {
            assertThatThrownBy(() -> client.backlinks(QUERY).blockLast())
                    .isInstanceOf(ProxyFailedException.class)
                    .hasMessageContaining("127.0.0.1:" + nobody);
        }
    }

    private static Path certificate(Path folder) throws Exception {
        Path store = folder.resolve("ca.p12");
        Path pem = folder.resolve("ca.pem");
        String same = " -alias ca -keystore " + store + " -storetype PKCS12 -storepass changeit";
        keytool("-genkeypair -keyalg EC -dname CN=proxy" + same);
        keytool("-exportcert -rfc -file " + pem + same);
        return pem;
    }

    private static void keytool(String arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments.split(" ", -1)));
        assertThat(new ProcessBuilder(command).start().waitFor()).isZero();
    }

    @Test
    void whatBreaksIsRetried(BacklinksSimulator api) {
        try (BacklinksClient client = ShapedClients.flaky(client(api)).build()) {
            assertThat(client.harvest(QUERY).take(10).backlinks().count().block())
                    .isEqualTo(10);
        }
        assertThat(api.requestCount()).isEqualTo(1);
    }

    @Test
    void theCostsOfAllHarvestsAreWhatIsBilled(BacklinksSimulator api) {
        List<BigDecimal> costs = new ArrayList<>();
        try (BacklinksClient client = ShapedClients.metered(client(api), (start, cost) -> costs.add(cost))
                .build()) {
            client.harvest(QUERY).take(10).backlinks().blockLast();
            client.harvest(QUERY).take(20).pages().blockLast();
        }
        assertThat(costs).hasSize(2);
        assertThat(costs.stream().reduce(BigDecimal::add).orElseThrow()).isEqualByComparingTo(api.billed());
    }

    @Test
    void theMetersShowWhatIsBilled(BacklinksSimulator api) {
        MeterRegistry meters = new SimpleMeterRegistry();
        try (BacklinksClient client = ShapedClients.observed(client(api), ObservationRegistry.create(), meters)
                .build()) {
            client.harvest(QUERY).take(10).backlinks().blockLast();
        }
        assertThat(meters.get("backflux.rows").counter().count()).isEqualTo(10);
        assertThat(BigDecimal.valueOf(meters.get("backflux.cost").counter().count()))
                .isEqualByComparingTo(api.billed());
    }
}
