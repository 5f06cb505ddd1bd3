package io.backflux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryTargetTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "forbes.com",
                "blog.forbes.com",
                "Forbes.COM",
                "a_b.example-site.co.uk",
                "münchen.de",
                "xn--mnchen-3ya.de",
                "例え.テスト",
                "i❤.ws",
                "192.0.2.1",
                "www.com",
                "wwwx.com",
                "my.www.forbes.com",
                "https://forbes.com",
                "http://forbes.com/",
                "HTTPS://www.forbes.com/about?a=b#c",
                "https://forbes.com:8443/about",
                "https://medium.com/@user",
                "https://medium.com:443/@user",
                "https://forbes.com?mail=a@b.com",
                "https://münchen.de/straße",
                "https://forbes.com/a|b{c}[d]\"e",
                "https://[2001:db8::1]/",
                "https://localhost/"
            })
    void targetIsKeptAsWritten(String target) {
        assertThat(BacklinksQuery.of(target).target()).isEqualTo(target);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "~~|must not be empty or have blanks in it",
                "~ ~|must not be empty or have blanks in it",
                " forbes.com|must not be empty or have blanks in it",
                "forbes.com |must not be empty or have blanks in it",
                "forbes .com|must not be empty or have blanks in it",
                "forbes.com\u00a0|must not be empty or have blanks in it",
                "https://forbes.com/a b|must not be empty or have blanks in it",
                "www.forbes.com|must not start with \"www.\", use \"forbes.com\"",
                "WWW.Forbes.com|must not start with \"www.\", use \"Forbes.com\"",
                "www.blog.forbes.com|must not start with \"www.\", use \"blog.forbes.com\"",
                "forbes.com:443|must not have a port, use \"forbes.com\"",
                "localhost|must be a domain with a name on each side of a dot, such as \"forbes.com\"",
                "forbes.com.|must be a domain with a name on each side of a dot, such as \"forbes.com\"",
                ".com|must be a domain with a name on each side of a dot, such as \"forbes.com\"",
                "forbes..com|must be a domain with a name on each side of a dot, such as \"forbes.com\"",
                "*.forbes.com|must have only letters, digits, \".\", \"-\" and \"_\" in a domain",
                "forbes,com|must have only letters, digits, \".\", \"-\" and \"_\" in a domain",
                "forbes.com\\about|must have only letters, digits, \".\", \"-\" and \"_\" in a domain",
                "2001:db8::1|must have only letters, digits, \".\", \"-\" and \"_\" in a domain",
                "forbes.com/about|must be a domain without a path; a page must be an absolute URL, such as \"https://forbes.com/about\"",
                "forbes.com/|must be a domain without a path; a page must be an absolute URL, such as \"https://forbes.com/\"",
                "forbes.com:80/about|must be a domain without a path; a page must be an absolute URL, such as \"https://forbes.com:80/about\"",
                "forbes.com?u=https://x.com|must be a domain without a path; a page must be an absolute URL, such as \"https://forbes.com?u=https://x.com\"",
                "www.forbes.com/about|must be a domain without a path; a page must be an absolute URL, such as \"https://www.forbes.com/about\"",
                "//forbes.com|must be a domain; a page must be an absolute URL, such as \"https://forbes.com/about\"",
                "/about|must be a domain; a page must be an absolute URL, such as \"https://forbes.com/about\"",
                "https:forbes.com|must be a domain; a page must be an absolute URL, such as \"https://forbes.com/about\"",
                "http:/forbes.com|must be a domain; a page must be an absolute URL, such as \"https://forbes.com/about\"",
                "ftp://forbes.com|must be a domain or an http or https URL",
                "https://|must have a host, such as \"https://forbes.com/about\"",
                "https:///about|must have a host, such as \"https://forbes.com/about\"",
                "https://:80/|must have a host, such as \"https://forbes.com/about\"",
                "https://forbes.com:port/|must have a host, such as \"https://forbes.com/about\"",
                "https://?q|must have a host, such as \"https://forbes.com/about\"",
            })
    void otherTargetIsRefusedWithWhatWasMeant(String target, String rule) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BacklinksQuery.of(target))
                .withMessage("target " + rule + ", was \"" + target + '"');
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "user:secret@forbes.com",
                "user:secret@forbes.com/about",
                "https://user:secret@forbes.com/",
                "ftp://user:secret@forbes.com",
                "//user:secret@forbes.com",
                "http:/user:secret@forbes.com",
                "https:user:secret@forbes.com/about",
                "user:se cret@forbes.com",
                "https://user:s@secret@forbes.com"
            })
    void userInfoIsRefusedWithoutBeingRepeated(String target) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BacklinksQuery.of(target))
                .withMessage("target must not have user info, use \"forbes.com\" without what stands before the \"@\"");
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xAD, 0x202A, 0x202E, 0x2066, 0x2069, 0x200E, 0x200F, 0x61C,
                0xE0041, 0xE007F, 0xFE0F, 0x34F, 0x3164, 0x180E, 0xE0100
            })
    void whatShowsNothingIsRefusedAndNamed(int invisible) {
        String named = "forbes<U+%04X>.com".formatted(invisible);
        for (String before : List.of("", "https://")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> BacklinksQuery.of(before + "forbes" + Character.toString(invisible) + ".com"))
                    .withMessage(
                            "target must not have invisible characters in it, unless in a domain's \"xn--\" form or"
                                    + " a page's with \"%\", was \"" + before + named + '"');
        }
    }

    @Test
    void whatCouldNotBeReadIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BacklinksQuery.of("m\uFFFD\uFFFDller.example"))
                .withMessageStartingWith("target must not have U+FFFD in it");
    }

    @Test
    void halfASurrogatePairIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BacklinksQuery.of("\ud800.com"))
                .withMessageStartingWith("target must be well-formed Unicode");
    }

    @Test
    void longTargetIsCutInTheRefusal() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BacklinksQuery.of("x".repeat(100_000)))
                .withMessageEndingWith(", was \"" + "x".repeat(100) + "…\"");
    }
}
