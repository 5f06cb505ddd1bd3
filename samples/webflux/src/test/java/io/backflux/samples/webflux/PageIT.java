package io.backflux.samples.webflux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.awaitility.Durations.ONE_MINUTE;

import io.backflux.samples.webflux.Browser.Viewport;
import io.backflux.simulator.BacklinksSimulator;
import io.backflux.simulator.Fault;
import io.backflux.simulator.FaultPlan;
import io.backflux.spring.boot.test.AutoConfigureBacklinksSimulator;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openqa.selenium.Keys;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The page in a real browser, with what it buys counted at the simulator. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@AutoConfigureBacklinksSimulator
@Import(FakeTicker.class)
class PageIT {

    private static Browser browser;

    @LocalServerPort
    int port;

    @Autowired
    BacklinksSimulator api;

    @Autowired
    Cursors cursors;

    @Autowired
    FakeTicker time;

    @BeforeAll
    static void start() throws IOException {
        browser = Browser.start();
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
        }
    }

    @AfterEach
    void leave() {
        browser.leave();
        time.pass(Duration.ofDays(1));
        await().atMost(ONE_MINUTE).until(() -> api.inFlight() == 0);
    }

    @Test
    void openingThePageBuysNone() {
        open(Viewport.DESKTOP);

        assertThat(browser.text("#state")).isEqualTo("Nothing has been bought yet.");
        assertThat(api.requestCount()).isZero();
    }

    @Test
    void pageIsBoughtOnlyWhenTheOneBeforeIsUsedUp() {
        open(Viewport.DESKTOP);
        show("forbes.com");
        for (int rows = 200; rows <= 1_000; rows += 100) {
            next(rows);
            assertThat(api.requestCount()).isEqualTo(1);
        }

        next(1_100);
        assertThat(api.requestCount()).isEqualTo(2);
        assertThat(browser.text("#state")).isEqualTo("1,100 of 1,500 links for $0.085, and 400 more are paid for.");
    }

    @Test
    void wholeTargetEndsWithProofAndCost() {
        open(Viewport.DESKTOP);
        show("forbes.com");
        for (int rows = 200; rows <= 1_500; rows += 100) {
            next(rows);
        }

        assertThat(browser.text("#state"))
                .isEqualTo("All 1,500 links for $0.085. ✓ Proven: all 1,500 rows of total_count, each once.");
        assertThat(api.billed()).isEqualByComparingTo("0.085");
        assertThat(isOn("#next")).isFalse();
        assertThat(isOn("#stop")).isFalse();
        assertThat(browser.texts("return [...document.querySelectorAll('#rows tr')].map(row => row.innerText)"))
                .hasSize(1_500)
                .doesNotHaveDuplicates();
        assertThat(api.requestCount()).isEqualTo(2);
    }

    @Test
    void endFits() {
        open(Viewport.PHONE);
        show("small.example");
        next(150);
        assertThat(browser.text("#state")).startsWith("All 150 links for $0.0245. ✓ Proven");
        fits("end", Viewport.PHONE);
    }

    @Test
    void targetWithoutLinksIsSaidToHaveNone() {
        open(Viewport.DESKTOP);
        ask("nobody.example");

        browser.awaitText("#state", "No links, for $0.02. ✓ Proven: no row, as total_count says."::equals);
        assertThat(browser.holds("return document.querySelector('table').hidden"))
                .isTrue();
    }

    @Test
    void closedTabBuysNone() {
        browser.inNewTab(() -> {
            open(Viewport.DESKTOP);
            show("forbes.com");
            assertThat(cursors.size()).isEqualTo(1);
        });

        await().atMost(ONE_MINUTE).until(() -> cursors.size() == 0);
        assertThat(api.requestCount()).isEqualTo(1);
    }

    @Test
    void tabThatIsClosedWhileItLoadsCancelsTheRequest() {
        api.fail(FaultPlan.of(Fault.NO_ANSWER).onRequest(1));
        browser.inNewTab(() -> {
            open(Viewport.DESKTOP);
            ask("forbes.com");
            await().atMost(ONE_MINUTE).until(() -> api.inFlight() == 1);
        });

        await().atMost(ONE_MINUTE).until(() -> api.inFlight() == 0 && cursors.size() == 0);
        assertThat(api.requestCount()).isEqualTo(1);
    }

    @Test
    void readerWhoStallsBuysNone() {
        browser.inNewTab(() -> {
            open(Viewport.PHONE);
            show("forbes.com");
            browser.run("scrollTo(0, document.body.scrollHeight)");
            browser.pass(Duration.ofHours(1));

            assertThat(browser.count("#rows tr")).isEqualTo(100);
            assertThat(api.requestCount()).isEqualTo(1);
        });
    }

    @Test
    void readerOnASlowLineBuysNoneMeanwhile() {
        open(Viewport.PHONE);
        browser.slowDown(512);
        ask("forbes.com");
        await().atMost(ONE_MINUTE).until(() -> api.requestCount() == 1 && api.inFlight() == 0);
        assertThat(browser.text("#state")).isEqualTo("Loading …");

        browser.slowDown(-1);
        browser.awaitText("#state", state -> state.startsWith("100 of"));
        assertThat(api.requestCount()).isEqualTo(1);
    }

    @Test
    void stopBuysNoneAfterIt() {
        open(Viewport.DESKTOP);
        show("forbes.com");
        browser.click("#stop");
        assertThat(browser.text("#state"))
                .isEqualTo("Stopped. 100 of 1,500 links for $0.05, and 900 more were paid for.");

        browser.click("#next");
        browser.click("#stop");
        await().atMost(ONE_MINUTE).until(() -> cursors.size() == 0);
        assertThat(browser.count("#rows tr")).isEqualTo(100);
        assertThat(api.requestCount()).isEqualTo(1);
    }

    @Test
    void stopWhileLoadingCancelsTheRequest() {
        api.fail(FaultPlan.of(Fault.NO_ANSWER).onRequest(1));
        open(Viewport.PHONE);
        ask("forbes.com");
        await().atMost(ONE_MINUTE).until(() -> api.inFlight() == 1);
        fits("loading", Viewport.PHONE);
        browser.click("#stop");

        await().atMost(ONE_MINUTE).until(() -> api.inFlight() == 0 && cursors.size() == 0);
        assertThat(browser.text("#state"))
                .isEqualTo("Stopped. Nothing is shown. What was on its way may still be billed.");
        assertThat(api.requestCount()).isEqualTo(1);
    }

    @Test
    void anotherTargetStopsTheOneBefore() {
        api.fail(FaultPlan.of(Fault.NO_ANSWER).onRequest(1));
        open(Viewport.DESKTOP);
        ask("forbes.com");
        await().atMost(ONE_MINUTE).until(() -> api.inFlight() == 1);
        show("example.org");

        assertThat(browser.text("#caption")).isEqualTo("Links to example.org");
        assertThat(browser.count("#rows tr")).isEqualTo(100);
        await().atMost(ONE_MINUTE).until(() -> api.inFlight() == 0 && cursors.size() == 1);
        assertThat(api.requestCount()).isEqualTo(2);
    }

    @Test
    void whatFailedIsSaidAndTriedAgain() {
        open(Viewport.PHONE);
        api.fail(FaultPlan.code(40210).onRequest(1));
        ask("forbes.com");
        browser.awaitText("#problem", problem -> problem.contains("40210"));
        assertThat(browser.text("#next")).isEqualTo("Try again");
        fits("error", Viewport.PHONE);

        browser.click("#next");
        browser.awaitText("#state", state -> state.startsWith("100 of"));
        assertThat(browser.text("#problem")).isEmpty();
        assertThat(browser.text("#next")).isEqualTo("Next 100");
        assertThat(api.requestCount()).isEqualTo(2);
    }

    @Test
    void rowsOfAnAnswerThatWasLostComeAgain() {
        open(Viewport.DESKTOP);
        browser.run("const real = window.fetch; window.fetch = async (path, how) => {"
                + "  if (!path.includes('next')) return real(path, how);"
                + "  window.fetch = real;"
                + "  const whole = await (await real(path, how)).text();"
                + "  return new Response(whole.slice(0, whole.length / 2));"
                + "}");
        ask("forbes.com");
        browser.awaitText("#problem", "Not loaded: The answer broke off."::equals);
        browser.click("#next");
        await().atMost(ONE_MINUTE).until(() -> browser.count("#rows tr") == 100);
        next(200);

        assertThat(browser.texts(
                        "return [...document.querySelectorAll('#rows td:first-child')].map(td => td.innerText)"))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 200).mapToObj(String::valueOf).toList());
        assertThat(api.requestCount()).isEqualTo(1);
    }

    @Test
    void listThatWasIdleTooLongIsSaidToBeGone() {
        open(Viewport.DESKTOP);
        show("forbes.com");
        time.pass(Duration.ofMinutes(15));
        browser.click("#next");

        browser.awaitText("#problem", "Not loaded: This list is no longer kept. Show it again to begin anew."::equals);
        assertThat(browser.count("#rows tr")).isEqualTo(100);
        assertThat(isOn("#next")).isFalse();
        assertThat(api.requestCount()).isEqualTo(1);
    }

    @Test
    void targetThatIsNoneIsSaidWhereItIsTyped() {
        open(Viewport.DESKTOP);
        ask("   ");
        assertThat(browser.texts("return [document.activeElement.validationMessage]"))
                .containsExactly("Enter a domain or the URL of a page.");

        ask("https://");
        browser.awaitText("#problem", problem -> !problem.isEmpty());
        assertThat(browser.holds("return document.activeElement.matches('#target[aria-invalid=true]')"))
                .isTrue();
        fits("refused", Viewport.DESKTOP);
        assertThat(api.requestCount()).isZero();
    }

    @Test
    void keyboardAloneDoesAll() {
        open(Viewport.DESKTOP);
        focusMovesTo("#target");
        browser.press("forbes.com", Keys.ENTER);
        browser.awaitText("#state", state -> state.startsWith("100 of"));
        focusMovesTo("#query button");
        focusMovesTo("#next");
        fits("focus", Viewport.DESKTOP);

        browser.press(Keys.ENTER);
        browser.awaitText("#state", state -> state.startsWith("200 of"));
        focusIsSeenOn("#next");
        browser.press(Keys.SPACE);
        browser.awaitText("#state", state -> state.startsWith("300 of"));

        focusMovesTo("#stop");
        browser.press(Keys.SPACE);
        assertThat(browser.text("#state")).startsWith("Stopped. 300 of 1,500 links");
        focusIsSeenOn("#stop");
        focusMovesTo("#rows tr:first-child td:nth-child(2) a");
        assertThat(api.requestCount()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"PHONE", "DESKTOP"})
    void barCoversNothingThatHasTheFocus(Viewport viewport) {
        open(viewport);
        show("forbes.com");
        browser.run("[...document.querySelectorAll('#rows a')].at(-1).focus()");
        for (int link = 0; link < 50; link++) {
            browser.pressShiftTab();
            assertThat(browser.holds("const at = document.activeElement.getBoundingClientRect();"
                            + "return at.top >= document.querySelector('#bar').getBoundingClientRect().bottom"
                            + " && at.bottom <= innerHeight"))
                    .isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsWiderThanTheViewportAndAxeFindsNothing(Viewport viewport) {
        open(viewport);
        fits("start", viewport);
        show("forbes.com");
        fits("rows", viewport);
        browser.click("#stop");
        fits("stopped", viewport);

        answerWith(STRANGE_LINKS);
        ask("a-very-long-label-".repeat(12) + ".example");
        browser.awaitText("#state", state -> state.contains("Not proven"));
        fits("strange", viewport);
    }

    @Test
    void textsOfRowsAreNeitherMarkupNorScript() {
        open(Viewport.DESKTOP);
        answerWith(STRANGE_LINKS);
        ask("forbes.com");
        browser.awaitText("#state", state -> state.contains("Not proven"));

        assertThat(browser.count("#rows b")).isZero();
        assertThat(browser.text("#rows tr:first-child")).contains("<b>bold</b>", "javascript:alert(1)");
        assertThat(browser.texts("return [...document.querySelectorAll('#rows a')].map(a => a.protocol)"))
                .isNotEmpty()
                .allMatch("https:"::equals);
    }

    /** A portion such as no simulator makes. */
    private static final String STRANGE_LINKS = """
            { "shown": 4, "ready": 0, "total": null, "cost": 12345.678901, "end": true,
              "proof": { "verdict": "OVERLAP", "finding": "2 rows came twice, or are alike" },
              "links": [
                { "url_from": "javascript:alert(1)", "url_to": "https://example.org/", "page_from_title": "<b>bold</b>" },
                { "url_from": "https://example.org/LONG", "url_to": "https://example.org/?q=LONG", "anchor": "LONG",
                  "page_from_title": "LONG", "rank": 1000, "dofollow": false, "first_seen": "2023-02-10 16:15:27 +00:00" },
                { "url_from": "https://مثال.إختبار/صفحة", "url_to": null, "anchor": "رابط", "page_from_title": "عنوان الصفحة" },
                { "url_from": "https://example.org/", "url_to": "https://example.org/", "anchor": null, "rank": null }
              ] }
            """.replace("LONG", "unbroken".repeat(250));

    private static void answerWith(String portion) {
        browser.run(
                "const portion = arguments[0];"
                        + "window.fetch = async path => new Response(path.includes('next') ? portion : '{\"id\": \"1\"}')",
                portion);
    }

    private static void fits(String state, Viewport viewport) {
        browser.look(viewport + "-" + state);
        assertThat(browser.texts("return [...document.querySelectorAll('body *')]"
                        + ".filter(e => e.getBoundingClientRect().right > innerWidth || e.getBoundingClientRect().left < 0)"
                        + ".map(e => e.outerHTML)"))
                .isEmpty();
        assertThat(browser.holds("const page = document.scrollingElement; return page.scrollWidth <= page.clientWidth"))
                .isTrue();
        assertThat(browser.violations()).isEqualTo(List.of());
    }

    private void open(Viewport viewport) {
        browser.open("http://localhost:" + port + "/", viewport);
    }

    private static void ask(String target) {
        browser.run("document.querySelector('#target').focus(); document.querySelector('#target').select()");
        browser.press(Keys.BACK_SPACE, target, Keys.ENTER);
    }

    private static void show(String target) {
        ask(target);
        browser.awaitText("#state", state -> state.startsWith("100 of"));
    }

    private static void next(int shown) {
        browser.click("#next");
        await().atMost(ONE_MINUTE).until(() -> browser.count("#rows tr") == shown);
    }

    private static boolean isOn(String button) {
        return browser.holds("return document.querySelector(arguments[0]).ariaDisabled === 'false'", button);
    }

    private static void focusMovesTo(String css) {
        browser.press(Keys.TAB);
        focusIsSeenOn(css);
    }

    private static void focusIsSeenOn(String css) {
        assertThat(browser.holds("return document.activeElement.matches(arguments[0])", css))
                .as(css)
                .isTrue();
        assertThat(browser.holds("return getComputedStyle(document.activeElement).outlineStyle === 'solid'"))
                .isTrue();
    }

    @TestConfiguration
    static class Setting {

        @Bean
        BacklinksSimulator.Builder simulator() {
            return BacklinksSimulator.builder()
                    .rows(1_500)
                    .rows("nobody.example", 0)
                    .rows("small.example", 150);
        }
    }
}
