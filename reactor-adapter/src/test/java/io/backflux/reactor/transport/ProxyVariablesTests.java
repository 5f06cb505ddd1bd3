package io.backflux.reactor.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyVariablesTests {

    private static final URI API = URI.create("https://api.dataforseo.com");

    private static @Nullable ProxySettings of(String proxy) {
        return ProxySettings.fromEnvironment(Map.of("HTTPS_PROXY", proxy), API);
    }

    @ParameterizedTest
    @CsvSource({
        "http://proxy.example:3128, HTTP, proxy.example, 3128",
        "http://proxy.example:3128/, HTTP, proxy.example, 3128",
        "proxy.example:3128, HTTP, proxy.example, 3128",
        "proxy.example, HTTP, proxy.example, 80",
        "HTTP://10.0.0.1:8080, HTTP, 10.0.0.1, 8080",
        "http://[::1]:8080, HTTP, ::1, 8080",
        "socks5://proxy.example, SOCKS5, proxy.example, 1080",
        "socks5h://proxy.example:9050, SOCKS5, proxy.example, 9050",
        "'  http://proxy.example:3128 ', HTTP, proxy.example, 3128",
    })
    void aProxyIsNamedByItsUrl(String value, ProxySettings.Protocol protocol, String host, int port) {
        assertThat(of(value)).isEqualTo(new ProxySettings(protocol, host, port, null));
    }

    @ParameterizedTest
    @CsvSource({
        "http://user:secret@proxy.example:3128, user, secret",
        "user:secret@proxy.example:3128, user, secret",
        "http://us%40er:se%3Acr%2Fet@proxy.example:3128, us@er, se:cr/et",
        "http://user:p@ss:w+rd/@proxy.example:3128, user, p@ss:w+rd/",
    })
    void itsLoginStandsBeforeIt(String value, String username, String password) {
        assertThat(of(value))
                .isEqualTo(ProxySettings.http("proxy.example", 3128).withLogin(Credentials.of(username, password)));
        assertThat(String.valueOf(of(value))).doesNotContain(password);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://user:secret@proxy.example:3128",
                "ftp://user:secret@proxy.example",
                "http://user:secret@proxy.example:99999",
                "http://user:secret@proxy.example:secret",
                "http://user:secret%zz@proxy.example:3128",
                "http://:secret@proxy.example:3128",
                "http://secret@proxy.example:3128",
                "http://user:secret@"
            })
    void whatCannotBeReadIsNamedWithoutItsLogin(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(value))
                .withMessageStartingWith("HTTPS_PROXY must be like http://host:3128, ")
                .satisfies(
                        thrown -> assertThat(String.valueOf(thrown.getMessage()).replace("login:password", ""))
                                .doesNotContain("secret"));
    }

    @Test
    void lowerCaseGoesFirst() {
        Map<String, String> both =
                Map.of("https_proxy", "lower:1", "HTTPS_PROXY", "upper:1", "no_proxy", "", "NO_PROXY", "x.example");
        assertThat(ProxySettings.fromEnvironment(both, API)).isEqualTo(ProxySettings.http("lower", 1));
        assertThat(ProxySettings.fromEnvironment(both, URI.create("https://x.example")))
                .isNull();
        assertThat(ProxySettings.fromEnvironment(Map.of("https_proxy", " ", "HTTPS_PROXY", "upper:1"), API))
                .isEqualTo(ProxySettings.http("upper", 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://api.dataforseo.com",
                "https://localhost:8443",
                "https://127.0.0.1",
                "https://127.8.9.10",
                "https://[::1]:8443"
            })
    void plainHttpAndThisMachineAreReachedDirectly(String server) {
        assertThat(ProxySettings.fromEnvironment(Map.of("HTTPS_PROXY", "proxy:1"), URI.create(server)))
                .isNull();
    }

    @Test
    void noVariableIsNoProxy() {
        assertThat(ProxySettings.fromEnvironment(Map.of(), API)).isNull();
        assertThat(of("")).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.dataforseo.com, *, true",
        "https://api.dataforseo.com, api.dataforseo.com, true",
        "https://api.dataforseo.com, API.DataForSEO.com, true",
        "https://API.dataforseo.com, dataforseo.com, true",
        "https://api.dataforseo.com, .dataforseo.com, true",
        "https://api.dataforseo.com, *.dataforseo.com, true",
        "https://api.dataforseo.com, forseo.com, false",
        "https://api.dataforseo.com, sandbox.dataforseo.com, false",
        "https://api.dataforseo.com, 'localhost, .example,dataforseo.com', true",
        "https://api.dataforseo.com, 'localhost  dataforseo.com', true",
        "https://api.dataforseo.com, dataforseo.com:443, true",
        "https://api.dataforseo.com, dataforseo.com:8443, false",
        "https://api.dataforseo.com:8443, dataforseo.com:8443, true",
        "https://10.1.2.3, 10.1.2.3, true",
        "https://10.1.2.3, 10.1.2.3:443, true",
        "https://10.1.2.3, 10.0.0.0/8, true",
        "https://10.1.2.3, 10.1.2.0/30, true",
        "https://10.1.2.4, 10.1.2.0/30, false",
        "https://11.1.2.3, 10.0.0.0/8, false",
        "https://10.1.2.3, 2.3, false",
        "https://10.1.2.3, 10.0.0.0/99, false",
        "https://10.1.2.3, 10.0.0.0/x, false",
        "https://[2001:db8::7], 2001:db8::/32, true",
        "https://[2001:db8::7], 2001:db8::7, true",
        "https://[2001:db8::7], [2001:db8::7]:443, true",
        "https://[2001:db8::8], 2001:db8::7, false",
        "https://api.dataforseo.com, 10.0.0.0/8, false",
        "https://api.dataforseo.com, ':', false",
    })
    void someServersAreReachedWithoutIt(String server, String exceptions, boolean direct) {
        Map<String, String> environment = Map.of("HTTPS_PROXY", "proxy.example:3128", "NO_PROXY", exceptions);
        assertThat(ProxySettings.fromEnvironment(environment, URI.create(server)) == null)
                .isEqualTo(direct);
    }

    @Test
    void whatIsNoProxyIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> ProxySettings.http(" ", 1));
        assertThatIllegalArgumentException().isThrownBy(() -> ProxySettings.http("a", 0));
        assertThatIllegalArgumentException().isThrownBy(() -> ProxySettings.socks5("a", 65_536));
        assertThat(ProxySettings.socks5("::1", 1080).address()).isEqualTo("[::1]:1080");
    }
}
