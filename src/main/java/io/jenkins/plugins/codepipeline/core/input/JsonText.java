package io.jenkins.plugins.codepipeline.core.input;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads JSON as maps, lists, texts, booleans, nulls, whole numbers as {@link java.math.BigInteger} and others as
 * {@link java.math.BigDecimal}. Stricter than the AWS CLI in one thing: a member that is there twice is refused, since
 * one of the two values would be lost.
 */
final class JsonText {

    private static final int DEEPEST = 100;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS) // So that they are refused by the member that has them.
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxNameLength(TextSize.MOST)
                    .build())
            .build();

    private JsonText() {}

    static Object parse(String json) throws SyntaxException {
        TextSize.check(json);
        try (JsonParser parser = FACTORY.createParser(json)) {
            return parse(parser);
        } catch (IOException e) {
            throw new UncheckedIOException("A text in memory can be read", e);
        }
    }

    private static Object parse(JsonParser parser) throws IOException, SyntaxException {
        try {
            parser.nextToken();
            Object value = value(parser);
            if (parser.nextToken() != null) {
                throw notValid(Messages.JsonText_trailing(), parser.currentTokenLocation());
            }
            return value;
        } catch (JsonProcessingException e) {
            // A constraint of the parser is broken at no place of its own.
            JsonLocation location = e.getLocation() == null ? parser.currentLocation() : e.getLocation();
            throw notValid(e.getOriginalMessage(), location);
        }
    }

    private static SyntaxException notValid(String message, JsonLocation location) {
        return new SyntaxException(
                Messages.JsonText_notValid(location.getLineNr(), location.getColumnNr(), Shown.text(message, 120)),
                Messages.JsonText_allowed());
    }

    /** The value that begins with the current token. */
    private static Object value(JsonParser parser) throws IOException, SyntaxException {
        if (parser.currentToken() == null) {
            throw notValid(Messages.JsonText_empty(), parser.currentLocation());
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> parser.getText();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            case VALUE_NUMBER_INT -> parser.getBigIntegerValue();
            case VALUE_NUMBER_FLOAT -> parser.isNaN() ? (Object) parser.getDoubleValue() : parser.getDecimalValue();
            default -> throw new IllegalStateException("No value begins with " + parser.currentToken());
        };
    }

    private static Map<String, Object> object(JsonParser parser) throws IOException, SyntaxException {
        Map<String, Object> members = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            members.put(name, value(parser));
        }
        return members;
    }

    private static List<Object> array(JsonParser parser) throws IOException, SyntaxException {
        List<Object> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            elements.add(value(parser));
        }
        return elements;
    }
}
