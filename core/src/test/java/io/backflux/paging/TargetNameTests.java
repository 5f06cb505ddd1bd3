package io.backflux.paging;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetNameTests {

    @ParameterizedTest
    @CsvSource({
        "forbes.com, FORBES.com.",
        "forbes.com, www.forbes.com",
        "https://www.forbes.com/about, forbes.com",
        "münchen.de, xn--mnchen-3ya.de",
        "MÜNCHEN.DE, xn--mnchen-3ya.de",
        "straße.example, strasse.example",
        "straße.example, xn--strae-oqa.example",
        "https://STRASSE.example/, straße.example",
        "βόλος.example, xn--nxasmm1c.example",
        "βόλος.example, xn--nxasmq6b.example",
        "例え。テスト.jp, xn--r8jz45g.xn--zckzah.jp",
        "www.xn--strae-oqa.example, https://straße.example/x",
        "i❤.ws, xn--i-7iq.ws",
    })
    void anySpellingNamesTheSameHost(String one, String other) {
        assertThat(TargetName.isSame(one, other)).isTrue();
        assertThat(TargetName.isSame(other, one)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "forbes.com, forbes.org",
        "forbes.com, blog.forbes.com",
        "forbes.com, ''",
        "münchen.de, xn--kln-sna.de",
        "münchen.de, xn--mnchen-3ya.com",
        "münchen.de, mnchen.de",
        "straße.example, xn--stra-oqa.example",
        "xn--strae-oqa.example, xn--strae-n0b.example",
        "straße.example, straže.example",
        "βόλος.example, xn--a-7iq.example",
    })
    void otherNamesAreOthers(String one, String other) {
        assertThat(TargetName.isSame(one, other)).isFalse();
        assertThat(TargetName.isSame(other, one)).isFalse();
    }
}
