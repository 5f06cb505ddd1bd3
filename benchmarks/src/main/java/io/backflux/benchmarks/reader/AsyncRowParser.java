package io.backflux.benchmarks.reader;

import io.backflux.IndirectLink;
import io.backflux.RankedKeywordsInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Rows from a parser that may run out of bytes after any token, so that all it knows is kept in fields between tokens. Reads
 * what the API is known to send; what else may come it skips or refuses.
 */
final class AsyncRowParser {

    private enum Part {
        AROUND_ROWS,
        BETWEEN_ROWS,
        ROW,
        TEXTS,
        KEYWORDS,
        PATH,
        STEP,
        UNKNOWN
    }

    private final JsonParser parser;
    private final Consumer<Object> rows;
    private final RowValues row = new RowValues();
    private final List<String> texts = new ArrayList<>();
    private final List<IndirectLink> path = new ArrayList<>();

    private Part part = Part.AROUND_ROWS;
    private @Nullable RowField field;
    private int unknownDepth;
    private @Nullable Long top3;
    private @Nullable Long top10;
    private @Nullable Long top100;
    private @Nullable String stepType;
    private @Nullable Integer stepStatus;
    private @Nullable String stepUrl;

    AsyncRowParser(JsonParser parser, Consumer<Object> rows) {
        this.parser = parser;
        this.rows = rows;
    }

    void parseWhatCame() {
        for (JsonToken token = parser.nextToken(); more(token); token = parser.nextToken()) {
            switch (part) {
                case ROW -> inRow(token);
                case TEXTS -> inTexts(token);
                case KEYWORDS -> inKeywords(token);
                case PATH -> inPath(token);
                case STEP -> inStep(token);
                case BETWEEN_ROWS -> betweenRows(token);
                case UNKNOWN -> inUnknown(token);
                case AROUND_ROWS -> aroundRows(token);
            }
        }
    }

    private static boolean more(@Nullable JsonToken token) {
        return token != null && token != JsonToken.NOT_AVAILABLE;
    }

    private void aroundRows(JsonToken token) {
        if (token == JsonToken.START_ARRAY && "items".equals(parser.currentName())) {
            part = Part.BETWEEN_ROWS;
        }
    }

    private void betweenRows(JsonToken token) {
        part = token == JsonToken.START_OBJECT ? Part.ROW : Part.AROUND_ROWS;
    }

    private void inRow(JsonToken token) {
        switch (token) {
            case PROPERTY_NAME -> field = RowField.named(parser.currentName(), field);
            case END_OBJECT -> endRow();
            case START_OBJECT, START_ARRAY -> beginCompound(token);
            default -> scalar(token);
        }
    }

    private void endRow() {
        rows.accept(row.take());
        field = null;
        part = Part.BETWEEN_ROWS;
    }

    private void scalar(JsonToken token) {
        if (field != null) {
            row.set(field, token == JsonToken.VALUE_NULL ? null : value(field.kind()));
        }
    }

    private Object value(RowField.Kind kind) {
        return switch (kind) {
            case TEXT -> parser.getString();
            case BOOLEAN -> parser.getBooleanValue();
            case INTEGER -> parser.getIntValue();
            case LONG -> parser.getLongValue();
            case TIME ->
                SeenTime.parse(parser.getStringCharacters(), parser.getStringOffset(), parser.getStringLength());
            case TEXTS, KEYWORDS, PATH -> throw new IllegalStateException("a compound field with a scalar value");
        };
    }

    private void beginCompound(JsonToken token) {
        if (field == null) {
            unknownDepth = 1;
            part = Part.UNKNOWN;
            return;
        }
        part = switch (field.kind()) {
            case TEXTS -> Part.TEXTS;
            case KEYWORDS -> Part.KEYWORDS;
            case PATH -> Part.PATH;
            default -> throw new IllegalStateException("a scalar field with " + token);
        };
    }

    private void inUnknown(JsonToken token) {
        unknownDepth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        if (unknownDepth == 0) {
            part = Part.ROW;
        }
    }

    private void inTexts(JsonToken token) {
        if (token == JsonToken.VALUE_STRING) {
            texts.add(parser.getString());
        } else {
            endCompound(List.copyOf(texts));
            texts.clear();
        }
    }

    private void inKeywords(JsonToken token) {
        if (token == JsonToken.VALUE_NUMBER_INT) {
            switch (parser.currentName()) {
                case "page_from_keywords_count_top_3" -> top3 = parser.getLongValue();
                case "page_from_keywords_count_top_10" -> top10 = parser.getLongValue();
                case "page_from_keywords_count_top_100" -> top100 = parser.getLongValue();
                default -> {}
            }
        } else if (token == JsonToken.END_OBJECT) {
            endCompound(new RankedKeywordsInfo(top3, top10, top100));
            top3 = null;
            top10 = null;
            top100 = null;
        }
    }

    private void inPath(JsonToken token) {
        if (token == JsonToken.START_OBJECT) {
            part = Part.STEP;
        } else {
            endCompound(List.copyOf(path));
            path.clear();
        }
    }

    private void inStep(JsonToken token) {
        if (token.isScalarValue() && token != JsonToken.VALUE_NULL) {
            switch (parser.currentName()) {
                case "type" -> stepType = parser.getString();
                case "status_code" -> stepStatus = parser.getIntValue();
                case "url" -> stepUrl = parser.getString();
                default -> {}
            }
        } else if (token == JsonToken.END_OBJECT) {
            path.add(new IndirectLink(stepType, stepStatus, stepUrl));
            stepType = null;
            stepStatus = null;
            stepUrl = null;
            part = Part.PATH;
        }
    }

    private void endCompound(Object value) {
        if (field != null) {
            row.set(field, value);
        }
        part = Part.ROW;
    }
}
