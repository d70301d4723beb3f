package io.jenkins.plugins.codepipeline.core.request;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.protocol.MarshallingType;

/** How a single value is converted to the type of its field. */
enum Coercion {

    /** Of scripts, forms and shorthand: a number may be given as text, and text as a number. */
    LENIENT {
        @Override
        boolean isGiven(Map<?, ?> members, String name) {
            return members.get(name) != null;
        }

        @Override
        Optional<String> text(Object value) {
            if (value instanceof BigDecimal number) {
                // 1e400000000 is short in a script, but not in plain digits.
                return Math.abs((long) number.scale()) + number.precision() > LONGEST_NUMBER
                        ? Optional.empty()
                        : Optional.of(number.toPlainString());
            }
            return value instanceof String || value instanceof Number || value instanceof Boolean
                    ? Optional.of(value.toString()).filter(Coercion::isWellFormed)
                    : Optional.empty();
        }

        @Override
        Optional<Integer> wholeNumber(Object value) {
            try {
                if (value instanceof String text) {
                    String digits = text.strip();
                    return WHOLE_NUMBER.matcher(digits).matches()
                            ? Optional.of(Integer.valueOf(digits.replace("_", "")))
                            : Optional.empty();
                }
                return value instanceof Number number
                        ? Optional.of(new BigDecimal(number.toString()).intValueExact())
                        : Optional.empty();
            } catch (ArithmeticException | NumberFormatException e) {
                return Optional.empty(); // Has a fraction, is beyond all bounds, or is no number, as Double.NaN is not.
            }
        }
    },

    /** Of JSON, as strict as the AWS CLI: a number is not text, text is not a number, and null is not a value. */
    STRICT {
        @Override
        boolean isGiven(Map<?, ?> members, String name) {
            return members.containsKey(name);
        }

        @Override
        Optional<String> text(Object value) {
            return value instanceof String text ? Optional.of(text).filter(Coercion::isWellFormed) : Optional.empty();
        }

        @Override
        Optional<Integer> wholeNumber(Object value) {
            return value instanceof Integer number ? Optional.of(number) : Optional.empty();
        }
    };

    private static final int LONGEST_NUMBER = 2048;

    private static final Pattern WHOLE_NUMBER = Pattern.compile("[+-]?\\p{Nd}{1,10}(_\\p{Nd}{1,10}){0,10}");

    /** Whether a member is given. Null counts as not given, except in JSON, where it is an invalid value. */
    abstract boolean isGiven(Map<?, ?> members, String name);

    abstract Optional<String> text(Object value);

    abstract Optional<Integer> wholeNumber(Object value);

    /** The value in the type of its field, or nothing if it cannot be converted. */
    final Optional<?> convert(MarshallingType<?> type, Object value) {
        if (type == MarshallingType.STRING) {
            return text(value);
        }
        if (type == MarshallingType.INTEGER) {
            return wholeNumber(value);
        }
        if (type == MarshallingType.INSTANT) {
            return TimestampParser.read(value);
        }
        throw new IllegalStateException("No request has a field of type " + type.getTargetClass());
    }

    /** Half of a surrogate pair is not a character and cannot be encoded as UTF-8. */
    private static boolean isWellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i)) && !Character.isSupplementaryCodePoint(text.codePointAt(i++))) {
                return false;
            }
        }
        return true;
    }
}
