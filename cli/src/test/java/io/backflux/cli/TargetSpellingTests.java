package io.backflux.cli;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetSpellingTests {

    @ParameterizedTest
    @CsvSource({
        "Forbes.com, forbes.com",
        "forbes.com, https://www.forbes.com/",
        "https://forbes.com, http://FORBES.com:80/",
        "forbes.com, https://forbes.com./",
        "münchen.de, xn--mnchen-3ya.de",
        "MÜNCHEN.de, münchen.de",
        "mu\u0308nchen.de, münchen.de",
        "例え.テスト, xn--r8jz45g.xn--zckzah",
        "straße.example, xn--strae-oqa.example",
        "xn--nxasmm1c.example, βόλος.example",
        "https://Forbes.com/about, https://forbes.com:443/about#top",
    })
    void sameTargetInTwoSpellingsIsRefused(String one, String other) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TargetSpelling.checkDistinct(List.of("cnn.com", one, "bbc.com", other)))
                .withMessage("the targets \"" + one + "\" and \"" + other
                        + "\" are the same in two spellings, which would be paid for twice; keep one of them");
    }

    @Test
    void othersAreDifferent() {
        List<String> targets = List.of(
                "forbes.com",
                "blog.forbes.com",
                "forbes.com.au",
                "straße.example",
                "strasse.example",
                "βόλος.example",
                "βόλοσ.example",
                "münchen.de",
                "xn--mnchn-zra.de",
                "www.com",
                "https://forbes.com/about",
                "https://forbes.com/About",
                "https://forbes.com/about/",
                "http://forbes.com/about",
                "https://www.forbes.com/about",
                "https://forbes.com/?a",
                "https://forbes.com:8443/");
        assertThatCode(() -> TargetSpelling.checkDistinct(targets)).doesNotThrowAnyException();
    }
}
