package io.backflux.samples.webflux;

import static org.awaitility.Awaitility.await;
import static org.awaitility.Durations.ONE_MINUTE;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.chromium.HasCdp;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.remote.Augmenter;
import org.openqa.selenium.remote.RemoteWebDriver;

/** A headless Chromium that this machine has, and what a test of a page asks of it. Nothing is downloaded. */
final class Browser implements AutoCloseable {

    private static final @Nullable String SCREENSHOTS = System.getProperty("backflux.screenshots");

    private final ChromeDriverService service;
    private final RemoteWebDriver driver;
    private final HasCdp devTools;

    /** Not by {@code ChromeDriver}, which wants Selenium's manager of downloads beside it. */
    private Browser(ChromeDriverService service, ChromeOptions options) throws IOException {
        this.service = service;
        service.start();
        driver = new RemoteWebDriver(service.getUrl(), options);
        devTools = (HasCdp) new Augmenter().augment(driver);
    }

    /** Starts it; where this machine has none, the tests that need one are skipped. */
    static Browser start() throws IOException {
        Optional<File> chromium = onPath("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
        Optional<File> chromedriver = onPath("chromedriver");
        if (chromium.isEmpty() || chromedriver.isEmpty()) {
            String reason = "SKIPPED: the page was not tried in a browser, because the PATH has no "
                    + (chromium.isEmpty() ? "chromium" : "chromedriver") + "; CONTRIBUTING.md says how to install it";
            System.out.println(reason);
            Assumptions.abort(reason);
        }
        ChromeOptions options = new ChromeOptions().setBinary(chromium.orElseThrow());
        options.addArguments("--headless=new", "--disable-dev-shm-usage", "--disable-gpu", "--no-first-run");
        if ("root".equals(System.getProperty("user.name"))) {
            options.addArguments("--no-sandbox");
        }
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(chromedriver.orElseThrow())
                .usingAnyFreePort()
                .build();
        return new Browser(service, options);
    }

    private static Optional<File> onPath(String... names) {
        List<String> folders =
                List.of(Objects.requireNonNullElse(System.getenv("PATH"), "").split(File.pathSeparator));
        return Arrays.stream(names)
                .flatMap(name -> folders.stream().map(folder -> new File(folder, name)))
                .filter(File::canExecute)
                .findFirst();
    }

    /** Opens a page in a viewport of this size, as on a phone where it is that narrow. */
    void open(String url, Viewport viewport) {
        resize(viewport);
        driver.get(url);
    }

    void resize(Viewport viewport) {
        devTools.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of(
                        "width", viewport.width(),
                        "height", viewport.height(),
                        "deviceScaleFactor", viewport.isPhone() ? 2 : 1,
                        "mobile", viewport.isPhone()));
        devTools.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", viewport.scheme()))));
    }

    /** Leaves the page for an empty one. */
    void leave() {
        driver.get("about:blank");
    }

    /** Does something in a new tab and closes it. */
    void inNewTab(Runnable visit) {
        String first = driver.getWindowHandle();
        driver.switchTo().newWindow(WindowType.TAB);
        try {
            visit.run();
        } finally {
            driver.close();
            driver.switchTo().window(first);
        }
    }

    void click(String css) {
        driver.findElement(By.cssSelector(css)).click();
    }

    /** Presses keys one after the other, wherever the focus is. */
    void press(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    void pressShiftTab() {
        new Actions(driver)
                .keyDown(Keys.SHIFT)
                .sendKeys(Keys.TAB)
                .keyUp(Keys.SHIFT)
                .perform();
    }

    String text(String css) {
        return driver.findElement(By.cssSelector(css)).getText();
    }

    int count(String css) {
        return driver.findElements(By.cssSelector(css)).size();
    }

    void awaitText(String css, Predicate<String> expected) {
        await().atMost(ONE_MINUTE).until(() -> text(css), expected);
    }

    /** Runs a script in the page, whose arguments are {@code arguments}. */
    void run(String script, Object... arguments) {
        driver.executeScript(script, arguments);
    }

    /** Whether what a script returns is true. */
    boolean holds(String script, Object... arguments) {
        return Boolean.TRUE.equals(driver.executeScript(script, arguments));
    }

    /** The number that a script returns. */
    long number(String script) {
        return ((Number) Objects.requireNonNull(driver.executeScript(script))).longValue();
    }

    /** The texts that a script returns, or its promise. */
    List<String> texts(String script) {
        driver.manage().timeouts().scriptTimeout(ONE_MINUTE);
        Object found = driver.executeAsyncScript("const done = arguments[arguments.length - 1];" + "(async () => {"
                + script + "})().then(done, failed => done([`${failed}`]))");
        return ((List<?>) Objects.requireNonNull(found))
                .stream().map(String::valueOf).toList();
    }

    /** Lets so much time pass for the page's timers, and no longer than that takes for us. The tab is of no use after it. */
    void pass(Duration time) {
        long before = number("return Date.now()");
        devTools.executeCdpCommand(
                "Emulation.setVirtualTimePolicy", Map.of("policy", "advance", "budget", time.toMillis()));
        await().atMost(ONE_MINUTE).until(() -> number("return Date.now()") - before >= time.toMillis());
    }

    /** Lets answers come at so many bytes a second. */
    void slowDown(int bytesPerSecond) {
        devTools.executeCdpCommand("Network.enable", Map.of());
        devTools.executeCdpCommand(
                "Network.emulateNetworkConditions",
                Map.of("offline", false, "latency", 0, "downloadThroughput", bytesPerSecond, "uploadThroughput", -1));
    }

    /** What axe finds wrong: contrast, names, roles, structure. */
    List<String> violations() {
        run(resource("/axe.min.js") + "; window.axe = axe;");
        return texts(
                "const found = await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa',"
                        + " 'best-practice'] });"
                        + "return found.violations.flatMap(v => v.nodes.map(n => v.id + ': ' + n.html + ' ' + n.failureSummary))");
    }

    /** Keeps a picture of what is seen, where a folder for it is named. */
    void look(String name) {
        if (SCREENSHOTS == null) {
            return;
        }
        try {
            Path folder = Files.createDirectories(Path.of(SCREENSHOTS));
            Files.write(folder.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String resource(String name) {
        try (var in = Browser.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        driver.quit();
        service.stop();
    }

    /** What a person looks at it through. */
    enum Viewport {
        PHONE(390, 844, "light"),
        DARK_PHONE(390, 844, "dark"),
        SMALLEST(320, 568, "light"),
        DESKTOP(1280, 900, "light"),
        DARK_DESKTOP(1280, 900, "dark");

        private final int width;
        private final int height;
        private final String scheme;

        Viewport(int width, int height, String scheme) {
            this.width = width;
            this.height = height;
            this.scheme = scheme;
        }

        int width() {
            return width;
        }

        int height() {
            return height;
        }

        String scheme() {
            return scheme;
        }

        boolean isPhone() {
            return width < 768;
        }
    }
}
