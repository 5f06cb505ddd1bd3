package io.backflux;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What callers can write is settled by the compiler, so the compiler is asked. */
class FieldTypesTests {

    private static final Set<String> TYPE_ERRORS = Set.of(
            "compiler.err.cant.resolve.location",
            "compiler.err.cant.resolve.location.args",
            "compiler.err.cant.apply.symbol",
            "compiler.err.cant.apply.symbols",
            "compiler.err.prob.found.req",
            "compiler.err.not.def.public.cant.access",
            "compiler.err.report.access");

    @TempDir
    Path classes;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Filter f = Fields.RANK.greaterThan(1);",
                "Filter f = Fields.RANK.greaterThan(80).and(Fields.DOFOLLOW.isTrue());",
                "Filter f = Fields.RANK.in(1, 2, 3);",
                "Filter f = Fields.ANCHOR.like(\"%seo%\");",
                "Filter f = Fields.ATTRIBUTES.has(\"nofollow\");",
                "Filter f = Fields.FIRST_SEEN.after(java.time.Instant.EPOCH);",
                "OrderBy o = Fields.RANK.descending();",
                "Filter f = Fields.ANCHOR.isNotNull().and(Fields.RANK.isNull()).and(Fields.DOFOLLOW.isNull());",
                "Filter f = Fields.FIRST_SEEN.isNull();",
                "String n = Fields.ATTRIBUTES.name();",
            })
    void operatorOfTheFieldsTypeCompiles(String statement) throws URISyntaxException {
        assertThat(errors(statement)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Filter f = Fields.DOFOLLOW.greaterThan(1);",
                "Filter f = Fields.DOFOLLOW.is(\"true\");",
                "Filter f = Fields.RANK.isTrue();",
                "Filter f = Fields.RANK.like(\"%1%\");",
                "Filter f = Fields.RANK.greaterThan(\"80\");",
                "Filter f = Fields.RANK.in(\"80\");",
                "Filter f = Fields.ANCHOR.greaterThan(1);",
                "Filter f = Fields.ANCHOR.has(\"a\");",
                "Filter f = Fields.ATTRIBUTES.equalTo(\"nofollow\");",
                "OrderBy o = Fields.ATTRIBUTES.descending();",
                "Filter f = Fields.ATTRIBUTES.isNull();",
                "Filter f = Fields.FIRST_SEEN.equalTo(java.time.Instant.EPOCH);",
                "Filter f = Fields.FIRST_SEEN.after(\"2023-02-10\");",
                "Filter f = new NumberField(\"rank\").equalTo(1);",
                "var f = Fields.RANKED_KEYWORDS_INFO;",
                "var f = Fields.INDIRECT_LINK_PATH;",
            })
    void operatorOfAnotherTypeDoesNotCompile(String statement) throws URISyntaxException {
        assertThat(errors(statement)).isNotEmpty().allMatch(TYPE_ERRORS::contains);
    }

    /** The compiler's codes, which are the same in every language of its messages. */
    private List<String> errors(String statement) throws URISyntaxException {
        DiagnosticCollector<JavaFileObject> errors = new DiagnosticCollector<>();
        Path core = Path.of(
                Fields.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        List<String> options =
                List.of("-proc:none", "-classpath", core.toString(), "-d", classes.toString(), "-Xlint:none");
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        compiler.getTask(null, null, errors, options, null, List.of(source(statement)))
                .call();
        return errors.getDiagnostics().stream()
                .filter(found -> found.getKind() == Diagnostic.Kind.ERROR)
                .map(Diagnostic::getCode)
                .toList();
    }

    private static JavaFileObject source(String statement) {
        String text = "import io.backflux.*; class Caller { void call() { " + statement + " } }";
        return new SimpleJavaFileObject(URI.create("string:///Caller.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
    }
}
