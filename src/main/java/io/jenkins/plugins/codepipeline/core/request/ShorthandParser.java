package io.jenkins.plugins.codepipeline.core.request;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/**
 * Reads the AWS CLI's shorthand syntax as maps, lists and texts. The grammar is that of the AWS CLI, with its quirks:
 *
 * <pre>
 * parameter = keyval *( "," keyval )
 * keyval    = key [ "@" ] "=" values          ; "@" would read a value that names a file
 * key       = *( ALPHA / DIGIT / "-" / "_" / "." / "#" / "/" / ":" )
 * values    = list / hash / csv
 * csv       = first *( "," second )           ; ends where the next keyval begins
 * list      = "[" [ nested *( "," nested ) ] "]"
 * hash      = "{" [ key [ "@" ] "=" nested *( "," keyval ) ] "}"
 * nested    = list / hash / first
 * first     = quoted / a word without quote, comma, "]" or "}", and not beginning with space, "=", "[" or "{"
 * second    = quoted / a word without quote, comma or "=", and not beginning with space, "[" or "{"
 * </pre>
 *
 * White space around keys, values and punctuation is dropped. In quotes, a backslash escapes the quote and itself; in
 * words it escapes a comma. A character beyond U+FFFF needs quotes.
 */
final class ShorthandParser {

    private static final int DEEPEST = 100;
    private static final int END = -1;

    private final String text;
    private int index;
    private int depth;
    private boolean readsFiles;

    private ShorthandParser(String text) {
        this.text = text;
    }

    static Map<String, Object> parse(String text) throws SyntaxException {
        SizeLimit.check(text);
        return new ShorthandParser(text).parameter();
    }

    private Map<String, Object> parameter() throws SyntaxException {
        Map<String, Object> members = new LinkedHashMap<>();
        do {
            int start = index;
            String key = key();
            Object value = values();
            if (members.containsKey(key)) {
                index = start;
                throw expected(Messages.ShorthandParser_otherKey(Printable.text(key)));
            }
            members.put(key, value);
        } while (anotherFollows());
        return members;
    }

    private boolean anotherFollows() throws SyntaxException {
        if (current() == END) {
            return false;
        }
        expect(',');
        return true;
    }

    /** A key with all up to its value. */
    private String key() throws SyntaxException {
        int start = index;
        while (isKeyCharacter(current())) {
            index++;
        }
        String key = text.substring(start, index);
        skipSpace();
        readsFiles = current() == '@';
        if (readsFiles) {
            index++;
        }
        expect('=');
        return key;
    }

    private Object values() throws SyntaxException {
        return switch (current()) {
            case END -> "";
            case '[', '{' -> nested();
            default -> csv();
        };
    }

    /** One value, or a list of more: {@code a=b,c} is a list, but in {@code a=b,c=d} the comma ends the value. */
    private Object csv() throws SyntaxException {
        String first = first();
        List<Object> list = new ArrayList<>(List.of(first));
        skipSpace();
        while (current() == ',') {
            expect(',');
            String second = second();
            skipSpace();
            if (second != null && (current() == END || current() == ',')) {
                list.add(second);
            } else if (current() == END) {
                throw expected(Messages.ShorthandParser_value());
            } else {
                index = text.lastIndexOf(',', index); // the next key begins behind it
                break;
            }
        }
        return list.size() == 1 ? first : list;
    }

    private Object nested() throws SyntaxException {
        if (depth == DEEPEST) {
            throw expected(Messages.ShorthandParser_lessDepth(DEEPEST));
        }
        depth++;
        Object value =
                switch (current()) {
                    case '[' -> list();
                    case '{' -> hash();
                    default -> first();
                };
        depth--;
        return value;
    }

    private List<Object> list() throws SyntaxException {
        List<Object> elements = new ArrayList<>();
        expect('[');
        while (current() != ']') {
            elements.add(nested());
            endElement(']');
        }
        index++;
        return elements;
    }

    private Map<String, Object> hash() throws SyntaxException {
        Map<String, Object> members = new LinkedHashMap<>();
        expect('{');
        while (current() != '}') {
            String key = key();
            members.put(key, nested());
            endElement('}');
        }
        index++;
        return members;
    }

    private void endElement(char close) throws SyntaxException {
        skipSpace();
        if (current() != close) {
            expect(',');
        }
    }

    private String first() throws SyntaxException {
        return switch (current()) {
            case '\'', '"' -> quotedText();
            default -> isWordStart(current()) ? word(ShorthandParser::isFirstCharacter) : "";
        };
    }

    /** A value behind the first, or null where none begins; to throw would cost too much, since it need not be a mistake. */
    private String second() throws SyntaxException {
        return switch (current()) {
            case '\'', '"' -> closing() < 0 ? null : quotedText();
            default -> isWordStart(current()) ? word(ShorthandParser::isSecondCharacter) : null;
        };
    }

    private String word(IntPredicate isPart) throws SyntaxException {
        int start = index;
        int end = start; // A local variable, since this loop runs for nearly every character.
        do {
            end += isEscapedComma(end) ? 2 : 1;
        } while (end < text.length() && isPart.test(text.charAt(end)) || isEscapedComma(end));
        index = end;
        return value(withoutTrailingSpace(text.substring(start, end).replace("\\,", ",")));
    }

    private static String withoutTrailingSpace(String word) {
        int end = word.length();
        while (end > 0 && isSpace(word.charAt(end - 1))) {
            end--;
        }
        return word.substring(0, end);
    }

    /** White space in the sense of Unicode, which the no-break space is too. */
    private static boolean isSpace(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\u0085';
    }

    private boolean isEscapedComma(int at) {
        return text.startsWith("\\,", at);
    }

    private String quotedText() throws SyntaxException {
        char quote = text.charAt(index);
        int close = closing();
        if (close < 0) {
            throw expected(Messages.ShorthandParser_closed(quoted(quote)));
        }
        String inside = text.substring(index + 1, close);
        index = close + 1;
        return value(inside.replace("\\" + quote, String.valueOf(quote)).replace("\\\\", "\\"));
    }

    /** The quote that ends the value in quotes that begins here: the next that no backslash escapes, else the last. */
    private int closing() {
        char quote = text.charAt(index);
        String escape = "\\" + quote;
        int escaped = -1;
        for (int i = index + 1; i < text.length(); i++) {
            if (text.charAt(i) == quote) {
                return i;
            }
            if (text.startsWith(escape, i)) {
                escaped = ++i;
            }
        }
        return escaped;
    }

    private String value(String value) throws SyntaxException {
        if (readsFiles) {
            FileReference.refuse(value);
        }
        return value;
    }

    private void expect(char character) throws SyntaxException {
        skipSpace();
        if (current() != character) {
            throw expected(quoted(character));
        }
        index++;
        skipSpace();
    }

    private SyntaxException expected(String what) {
        String given = current() == END ? Messages.ShorthandParser_end() : quoted(text.codePointAt(index));
        return new SyntaxException(
                Messages.ShorthandParser_given(given, text.codePointCount(0, index) + 1),
                Messages.ShorthandParser_allowed(what, Printable.pointer(text, index)));
    }

    private static String quoted(int character) {
        return Printable.value(Character.toString(character));
    }

    private void skipSpace() {
        while (current() == ' ' || current() >= '\t' && current() <= '\r') {
            index++;
        }
    }

    private int current() {
        return index < text.length() ? text.charAt(index) : END;
    }

    private static boolean isKeyCharacter(int c) {
        return switch (c) {
            case '-', '_', '.', '#', '/', ':' -> true;
            default -> c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
        };
    }

    private static boolean isWordStart(int c) {
        return switch (c) {
            case '"', '\'', ',', '=', '[', '{' -> false;
            default -> c > ' ' && !isSurrogate(c);
        };
    }

    private static boolean isFirstCharacter(int c) {
        return switch (c) {
            case '"', '\'', ',', ']', '}' -> false;
            default -> isWordCharacter(c);
        };
    }

    private static boolean isSecondCharacter(int c) {
        return switch (c) {
            case '"', '\'', ',', '=' -> false;
            default -> isWordCharacter(c);
        };
    }

    /** Printable, or one of the white space characters. */
    private static boolean isWordCharacter(int c) {
        return c >= ' ' && !isSurrogate(c) || c >= '\t' && c <= '\r' || c >= 0x1c && c <= 0x1f;
    }

    private static boolean isSurrogate(int c) {
        return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    }
}
