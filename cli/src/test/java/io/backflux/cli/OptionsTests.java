package io.backflux.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What is refused before anything is asked of a server. */
class OptionsTests {

    @TempDir
    private Path folder;

    private final CommandRun run = new CommandRun();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "harvest a.com | where do the rows go? Add --out FILE, --out DIR/ or --out -",
                "harvest --out x --simulate | Missing required parameter: 'TARGET'",
                "harvest a.com --out x --simulate --colour | Unknown option: '--colour'",
                "harvest a.com --ouut x --simulate | Unknown option: '--ouut'",
                "harvest www.a.com --out x --simulate | target must not start with \"www.\", use \"a.com\"",
                "harvest a.com b.com --out x --simulate | --out must be a folder, such as \"x/\"",
                "harvest a.com b.com --out - --simulate | standard output takes one target; for several, --out must be a folder",
                "harvest a.com --out x --summary x --simulate | --summary must be another file",
                "harvest a.com --out x --simulate=some | must be a whole number, was \"some\"",
                "harvest a.com --out x --simulate -1 | --simulate must not be negative",
                "harvest a.com --out x --simulate 1000000001 | --simulate must be at most 1000000000",
                "harvest a.com --out x --simulate --base-url http://localhost:8080 | exclude each other",
                "harvest a.com --out x --base-url example.com | must be like https://host",
                "harvest a.com --out x --simulate --max 0 | --max must be at least 1, was 0",
                "harvest a.com --out x --simulate --max many | must be a whole number, was \"many\"",
                "harvest a.com --out x --simulate --page-size 1001 | --page-size must be between 1 and 1000, was 1001",
                "harvest a.com --out x --simulate --filter [rank | filter must be JSON",
                "harvest a.com --out x --simulate --filter [] | filter must begin with a field's name",
                "harvest a.com --out x --simulate --order-by rank | \"field,asc\" or \"field,desc\", was \"rank\"",
                "harvest a.com --out x --simulate --order-by a,asc b,asc c,asc d,asc | rules in --order-by",
                "harvest a.com --out x --simulate --parallel 0 | --parallel must be at least 1, was 0",
                "harvest a.com --out x --simulate --parallel 31 | --parallel must be at most --max-in-flight, which is 30, was 31",
                "harvest a.com --out x --simulate --parallel 5 --max-in-flight 4 | which is 4, was 5",
                "harvest a.com --out x --simulate --parallel 2 --order-by rank,desc | an order of its own; --order any gives up",
                "harvest a.com --out x --simulate --parallel 2 --order query | --order query takes one request at a time",
                "harvest a.com --out x --simulate --order some | must be one of query, stable, any, was \"some\"",
                "estimate a.com --simulate --parallel 0 | --parallel must be at least 1, was 0",
                "harvest a.com --out x --simulate --mode some | as_is, one_per_domain, one_per_anchor",
                "harvest a.com --out x --simulate --status some | live, all, lost",
                "harvest a.com --out x --simulate --custom-mode domain_from | such as domain_from,5, was \"domain_from\"",
                "harvest a.com --out x --simulate --custom-mode domain_from,0 | between 1 and 1000, was 0",
                "harvest a.com --out x --simulate --custom-mode rank,5 | --custom-mode's field must be one of anchor, domain_from",
                "harvest a.com --out x --simulate --custom-mode anchor,5 --mode as_is | --mode and --custom-mode exclude",
                "harvest a.com --out x --simulate --offset 20001 | --offset must be between 0 and 20000, was 20001",
                "harvest a.com --out x --simulate --offset -1 | --offset must be between 0 and 20000, was -1",
                "harvest a.com --out x --simulate --offset some | must be a whole number, was \"some\"",
                "harvest a.com --out x --simulate --include-subdomains no | must be true or false, was \"no\"",
                "harvest a.com --out x --simulate --include-indirect-links 1 | must be true or false, was \"1\"",
                "harvest a.com --out x --simulate --exclude-internal-backlinks --resume | --exclude-internal-backlinks",
                "harvest a.com --out x --simulate --rank-scale 100 | must be one of one_thousand, one_hundred, was \"100\"",
                "harvest a.com --out x --simulate --tag= | --tag must not be empty",
                "estimate a.com --simulate --offset 20001 | --offset must be between 0 and 20000, was 20001",
                "harvest a.com --out x --simulate --requests-per-minute 0 | --requests-per-minute must be at least 1",
                "harvest a.com --out x --simulate --max-in-flight 0 | --max-in-flight must be at least 1",
                "harvest a.com --out x --simulate --quota-redis localhost | the URL of Redis must be redis://HOST:PORT",
                "harvest a.com --out x --simulate --quota-redis= | the URL of Redis must be redis://HOST:PORT",
                "harvest a.com --out x --simulate --response-timeout 30 | such as 500ms, 30s or 2m, was \"30\"",
                "harvest a.com --out x --simulate --resume --force | --resume and --force exclude each other",
                "harvest a.com --out - --simulate --resume | --resume needs a file in --out",
                "harvest a.com --out /dev/null --simulate --resume | --resume needs a file in --out",
                "harvest a.com --out x --summary x.checkpoint --simulate | or its checkpoint",
                "harvest a.com --out x --simulate --max-cost 0 | must be an amount in USD, such as 5 or 0.50, was \"0\"",
                "harvest a.com --out x --simulate --max-cost -1 | must be an amount in USD",
                "harvest a.com --out x --simulate --max-cost 1e3 | must be an amount in USD",
                "harvest a.com --out x --simulate --order stable --order-by rank,desc | --order stable and --order-by exclude",
                "harvest @targets.txt --out x/ --simulate | must not begin with \"@\"; --targets FILE reads targets from a file",
                "estimate @targets.txt --simulate | must not begin with \"@\"; --targets FILE reads targets from a file",
                "harvest Forbes.com forbes.com --out x/ --simulate | are the same in two spellings",
                "harvest m\u00fc\uFFFDller.example --out x --simulate | argument 2 can't be read as UTF-8; set LC_ALL=C.UTF-8",
                "harvest a.com --out x\uFFFD --simulate | argument 4 can't be read as UTF-8",
                "harvest a.com --out x --simulate --filter [\"anchor\",\"like\",\"\uFFFD\"] | argument 7 can't be read",
                "harvest for\u200Bbes.com --out x --simulate | invisible characters",
                "estimate | Missing required parameter: 'TARGET'",
                "estimate a.com --simulate --max 0 | --max must be at least 1, was 0",
                "estimate a.com --simulate --out x | Unknown option",
                "harvest a.com --out x --simulate --offset 99999999999 | is too large, was \"99999999999\"",
                "reap a.com | there is no command reap; say harvest or estimate",
            })
    void wrongRequestIsRefusedInWords(String words, String message) {
        assertThat(run.execute(words.split(" "))).isEqualTo(2);
        assertThat(run.messages()).startsWith("backflux: ").contains(message).doesNotContain("\tat ");
        assertThat(run.messages().lines()).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void withoutCredentialsBothWaysOnAreNamed() {
        String out = folder.resolve("rows.ndjson").toString();
        assertThat(run.execute("harvest", "a.com", "--out", out)).isEqualTo(2);
        assertThat(run.messages()).contains("set DATAFORSEO_USERNAME and DATAFORSEO_PASSWORD", "--simulate");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void tagThatIsTooLongIsRefused() {
        assertThat(run.execute("harvest", "a.com", "--out", "x", "--simulate", "--tag", "t".repeat(256)))
                .isEqualTo(2);
        assertThat(run.messages()).contains("--tag must have at most 255 characters, was 256 long");
    }

    @Test
    void passwordIsNotSentInTheClear() {
        assertThat(run.withCredentials().execute("harvest", "a.com", "--out", "x", "--base-url", "http://example.com"))
                .isEqualTo(2);
        assertThat(run.messages())
                .contains("--base-url must be https", "--allow-http")
                .doesNotContain("allowPlainHttp");
        assertThat(run.messages()).doesNotContain(CommandRun.SECRET);
    }

    @Test
    void allowHttpPermitsIt() {
        String out = folder.resolve("rows.ndjson").toString();
        String[] words = {"harvest", "a.com", "--out", out, "--base-url", "http://no-such-host.invalid"};
        assertThat(run.withCredentials().execute(words)).isEqualTo(2);
        String[] allowed = Arrays.copyOf(words, words.length + 1);
        allowed[words.length] = "--allow-http";
        assertThat(run.execute(allowed)).isEqualTo(5);
        assertThat(run.messages()).doesNotContain("Unknown option");
    }

    @Test
    void loginInUrlIsNotRepeated() {
        assertThat(run.execute("harvest", "a.com", "--out", "x", "--base-url", "https://me:hush@host"))
                .isEqualTo(2);
        assertThat(run.execute("harvest", "https://me:hush@a.com/x", "--out", "x", "--simulate"))
                .isEqualTo(2);
        assertThat(run.messages()).doesNotContain("hush");
    }

    @Test
    void utf8ThatWasReadInASmallerCharsetIsRefused() {
        run.withEncoding(new ArgumentEncoding(StandardCharsets.ISO_8859_1, ""));
        assertThat(run.execute("harvest", "m\u00c3\u00bcller.example", "--out", "x", "--simulate"))
                .isEqualTo(2);
        assertThat(run.messages()).contains("argument 2 seems to be UTF-8, and was read as ISO-8859-1; set LC_ALL");
    }

    @Test
    void lettersOfThatCharsetAreItsOwn() {
        String out = folder.resolve("rows.ndjson").toString();
        run.withEncoding(new ArgumentEncoding(StandardCharsets.ISO_8859_1, "harvest m\u00fcller.example"));
        assertThat(run.execute("harvest", "m\u00fcller.example", "--out", out, "--simulate", "1"))
                .isZero();
    }

    @Test
    void lettersThatACodePageLacksAreRefused() {
        run.withEncoding(
                new ArgumentEncoding(StandardCharsets.ISO_8859_1, "harvest \u03b2\u03cc\u03bb\u03bf\u03c2.example"));
        assertThat(run.execute("harvest", "?????.example", "--out", "x", "--simulate"))
                .isEqualTo(2);
        assertThat(run.messages()).contains("an argument has letters that ISO-8859-1 lacks");
    }

    @Test
    void folderThatIsMissingIsFoundBeforeAnythingIsBought() {
        String out = folder.resolve("no/such/rows.ndjson").toString();
        assertThat(run.withCredentials().execute("harvest", "a.com", "--out", out))
                .isEqualTo(1);
        assertThat(run.messages()).contains("cannot write " + out + ": there is no such folder");
    }

    @Test
    void summaryThatCannotBeWrittenIsFoundBeforeAnythingIsBought() throws Exception {
        Path file = folder.resolve("rows.ndjson");
        Files.writeString(file, "bought before");
        int exitCode = run.withCredentials()
                .execute("harvest", "a.com", "--out", file.toString(), "--summary", folder.toString());
        assertThat(exitCode).isEqualTo(1);
        assertThat(run.messages()).contains("cannot write " + folder + ": it is a folder");
        assertThat(file).hasContent("bought before");
    }

    @Test
    void anOptionOfSeveralCommandsIsDeclaredOnce() {
        Map<String, Set<Object>> places = new TreeMap<>();
        commandLine().getSubcommands().values().stream()
                .flatMap(command -> command.getCommandSpec().args().stream())
                .forEach(argument -> places.computeIfAbsent(name(argument), name -> new HashSet<>())
                        .add(argument.userObject()));
        assertThat(places)
                .containsKeys("--verbose", "--summary", "--max", "TARGET")
                .allSatisfy((name, fields) -> assertThat(fields).as(name).hasSize(1));
    }

    private static String name(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    }

    private static CommandLine commandLine() {
        return Backflux.commandLine(Surroundings.ofProcess(new Interrupt()));
    }

    @Test
    void helpTellsExitCodes() {
        StringWriter help = new StringWriter();
        CommandLine commandLine = commandLine();
        assertThat(commandLine.setOut(new PrintWriter(help)).execute("harvest", "--help"))
                .isZero();
        assertThat(help.toString().lines())
                .contains("    3  the account is refused: login, payment, IP address, cost cap")
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(96));
    }
}
