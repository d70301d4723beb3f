package io.jenkins.plugins.codepipeline.core.request;

import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How a value of somebody else's is shown in an error or in a log line: cut short, on one line, and with every character
 * that a terminal or a browser would act upon written as an escape.
 */
public final class Printable {

    private static final int LONGEST = 60;

    private Printable() {}

    /** A text to stand in a sentence, without quotes. */
    public static String text(String text) {
        return text(text, LONGEST);
    }

    /** The same, for a text that may be longer. */
    public static String text(String text, int longest) {
        String start = text.codePoints()
                .limit(longest)
                .mapToObj(Printable::printable)
                .collect(Collectors.joining());
        return characters(text) > longest ? start + "…" : start;
    }

    /** Any value as an error shows it, so that a text can be told from a number. */
    public static String value(Object value) {
        if (value == null) {
            return Messages.Printable_nothing();
        }
        if (value instanceof String text) {
            String quoted = '"' + text(text) + '"';
            return characters(text) > LONGEST ? Messages.Printable_long(quoted, characters(text)) : quoted;
        }
        if (value instanceof Map<?, ?> map) {
            return Messages.Printable_map(map.size());
        }
        if (value instanceof Collection<?> list) {
            return Messages.Printable_list(list.size());
        }
        return text(value.toString());
    }

    /** The text around a place on one line, and under it a caret that points to the place. */
    static String pointer(String text, int index) {
        int start = Math.max(0, index - LONGEST);
        String before = (start > 0 ? "…" : "") + text(text.substring(start, index), LONGEST);
        return before + text(text.substring(index), LONGEST) + '\n' + " ".repeat(before.length()) + '^';
    }

    /** The length of a text as CodePipeline counts it: a character outside the basic plane is one, not two. */
    static int characters(String text) {
        return text.codePointCount(0, text.length());
    }

    private static String printable(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> escape(character);
            default -> Character.toString(character);
        };
    }

    private static String escape(int character) {
        return switch (character) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> String.format("\\u%04x", character);
        };
    }
}
