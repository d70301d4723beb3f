package io.jenkins.plugins.codepipeline.core.request;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Reads JSON as the AWS CLI does: objects as maps, numbers with a fraction or an exponent as doubles. Unlike the AWS CLI it
 * refuses an object with two members of the same name, since one of the values would be lost, and takes a byte order mark.
 */
final class JsonReader {

    private static final int MAX_DEPTH = 100;
    private static final String BYTE_ORDER_MARK = "\ufeff";

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES) // The names come from builds and are of no use again.
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS) // The error is then that of the member with the number.
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNameLength(SizeLimit.MOST)
                    .build())
            .build();

    private static final ObjectReader READER = JsonMapper.builder(FACTORY).build().readerFor(Object.class);

    private JsonReader() {}

    /** Tells JSON from shorthand as the AWS CLI does. */
    static boolean isJson(String text) {
        String start = withoutByteOrderMark(text).strip();
        return start.startsWith("{") || start.startsWith("[");
    }

    static Object parse(String json) throws SyntaxException {
        SizeLimit.check(json);
        try (JsonParser parser = FACTORY.createParser(withoutByteOrderMark(json))) {
            return parse(parser);
        } catch (IOException e) {
            throw new UncheckedIOException("Reading from memory failed", e);
        }
    }

    private static Object parse(JsonParser parser) throws IOException, SyntaxException {
        try {
            if (parser.nextToken() == null) {
                throw invalid(Messages.JsonReader_empty(), parser.currentLocation());
            }
            Object value = READER.readValue(parser);
            if (parser.nextToken() != null) {
                throw invalid(Messages.JsonReader_trailing(), parser.currentTokenLocation());
            }
            return value;
        } catch (JsonProcessingException e) {
            // A text that exceeds a constraint of the parser has an error without a location.
            JsonLocation location = e.getLocation() == null ? parser.currentLocation() : e.getLocation();
            throw invalid(e.getOriginalMessage(), location);
        }
    }

    private static SyntaxException invalid(String message, JsonLocation location) {
        return new SyntaxException(
                Messages.JsonReader_notValid(location.getLineNr(), location.getColumnNr(), Printable.text(message, 120)),
                Messages.JsonReader_allowed());
    }

    /** Programs of Windows write one at the start of a file. */
    private static String withoutByteOrderMark(String text) {
        return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    }
}
