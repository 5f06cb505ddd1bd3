package io.backflux.cli;

import io.backflux.BacklinksStatus;
import io.backflux.CustomMode;
import io.backflux.Filter;
import io.backflux.Mode;
import io.backflux.OrderBy;
import io.backflux.RankScale;
import io.backflux.RowOrder;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** From the words of the command line to values, each with its own message where that fails. */
final class Converters {

    private Converters() {}

    /** For the options of types that picocli knows by itself, which it would explain in Java's words. */
    static void registerAt(CommandLine commandLine) {
        commandLine.registerConverter(Integer.class, text -> wholeNumber(text, Integer::valueOf));
        commandLine.registerConverter(int.class, text -> wholeNumber(text, Integer::valueOf));
        commandLine.registerConverter(Long.class, text -> wholeNumber(text, Long::valueOf));
        commandLine.registerConverter(Boolean.class, Converters::trueOrFalse);
    }

    private static <N extends Number> N wholeNumber(String text, Function<String, N> conversion) {
        try {
            return conversion.apply(text);
        } catch (NumberFormatException e) {
            String rule = text.matches("[+-]?[0-9]+") ? "is too large" : "must be a whole number";
            throw new TypeConversionException(rule + ", was \"" + text + '"');
        }
    }

    private static Boolean trueOrFalse(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new TypeConversionException("must be true or false, was \"" + text + '"');
        };
    }

    private static <T> T converted(String text, Function<String, T> conversion) {
        try {
            return conversion.apply(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(OptionWords.of(String.valueOf(e.getMessage())));
        }
    }

    static final class Formats implements ITypeConverter<RowFormat> {
        @Override
        public RowFormat convert(String text) {
            RowFormat format = RowFormat.named(text);
            if (format == null) {
                throw new TypeConversionException("must be one of " + RowFormat.words() + ", was \"" + text + '"');
            }
            return format;
        }
    }

    static final class ApiFilter implements ITypeConverter<Filter> {
        @Override
        public Filter convert(String text) {
            return converted(text, Filter::parse);
        }
    }

    static final class ApiMode implements ITypeConverter<Mode> {
        @Override
        public Mode convert(String text) {
            return converted(text, Mode::of);
        }
    }

    static final class ApiRankScale implements ITypeConverter<RankScale> {
        @Override
        public RankScale convert(String text) {
            try {
                return RankScale.of(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException("must be one of one_thousand, one_hundred, was \"" + text + '"');
            }
        }
    }

    /** {@code domain_from,5}. */
    static final class ApiCustomMode implements ITypeConverter<CustomMode> {

        private static final Pattern FORM = Pattern.compile("([a-z_]+),([0-9]{1,9})");

        @Override
        public CustomMode convert(String text) {
            Matcher form = FORM.matcher(text);
            if (!form.matches()) {
                throw new TypeConversionException(
                        "must be a field and a number of rows, such as domain_from,5, was \"" + text + '"');
            }
            return converted(text, same -> new CustomMode(form.group(1), Integer.parseInt(form.group(2))));
        }
    }

    static final class ApiStatus implements ITypeConverter<BacklinksStatus> {
        @Override
        public BacklinksStatus convert(String text) {
            try {
                return BacklinksStatus.of(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException("status must be one of live, all, lost, was \"" + text + '"');
            }
        }
    }

    static final class Order implements ITypeConverter<RowOrder> {
        @Override
        public RowOrder convert(String text) {
            return switch (text) {
                case "query" -> RowOrder.QUERY;
                case "stable" -> RowOrder.STABLE;
                case "any" -> RowOrder.ANY;
                default -> throw new TypeConversionException("must be one of query, stable, any, was \"" + text + '"');
            };
        }
    }

    static final class Dollars implements ITypeConverter<BigDecimal> {

        private static final Pattern FORM = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,9})?");

        @Override
        public BigDecimal convert(String text) {
            if (!FORM.matcher(text).matches() || new BigDecimal(text).signum() == 0) {
                throw new TypeConversionException("must be an amount in USD, such as 5 or 0.50, was \"" + text + '"');
            }
            return new BigDecimal(text);
        }
    }

    static OrderBy sortRule(String text) {
        return converted(text, OrderBy::parse);
    }

    /** Never repeats what it was given, which may hold a password. */
    static final class Url implements ITypeConverter<URI> {
        @Override
        public URI convert(String text) {
            try {
                URI url = new URI(text);
                if (url.getRawUserInfo() == null && url.getHost() != null) {
                    return url;
                }
            } catch (URISyntaxException e) {
                // Reported below, without the text.
            }
            throw new TypeConversionException("must be like https://host or http://localhost:8080, without a login");
        }
    }

    /** {@code 500ms}, {@code 30s} or {@code 2m}. */
    static final class Time implements ITypeConverter<Duration> {

        private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,8})(ms|s|m)");

        @Override
        public Duration convert(String text) {
            Matcher form = FORM.matcher(text.toLowerCase(Locale.ROOT));
            if (!form.matches()) {
                throw new TypeConversionException(
                        "must be a whole number and a unit, such as 500ms, 30s or 2m, was \"" + text + '"');
            }
            long number = Long.parseLong(form.group(1));
            return switch (form.group(2)) {
                case "ms" -> Duration.ofMillis(number);
                case "s" -> Duration.ofSeconds(number);
                default -> Duration.ofMinutes(number);
            };
        }
    }
}
