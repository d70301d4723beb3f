package io.jenkins.plugins.codepipeline.core.input;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.protocol.MarshallingType;

/** Converts a single value to the type of the member that it is given for. */
final class Scalars {

    private static final Pattern WHOLE_NUMBER = Pattern.compile("[+-]?\\d{1,10}");

    private Scalars() {}

    /** The value in the member's type, or nothing where it can not be one. */
    static Optional<?> convert(MarshallingType<?> type, Object value) {
        if (type == MarshallingType.STRING) {
            return text(value);
        }
        if (type == MarshallingType.INTEGER) {
            return wholeNumber(value);
        }
        if (type == MarshallingType.INSTANT) {
            return Timestamps.read(value);
        }
        throw new IllegalStateException("PutJobSuccessResult has a member of an unforeseen type: " + type.getTargetClass());
    }

    private static Optional<String> text(Object value) {
        if (value instanceof BigDecimal number) {
            return Optional.of(number.toPlainString());
        }
        if (value instanceof String || value instanceof Number || value instanceof Boolean) {
            return Optional.of(value.toString()).filter(Scalars::isWellFormed);
        }
        return Optional.empty();
    }

    /** Half of a surrogate pair is no character, and has no form in the UTF-8 that is sent. */
    private static boolean isWellFormed(String text) {
        return text.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    private static Optional<Integer> wholeNumber(Object value) {
        try {
            if (value instanceof String text) {
                String digits = text.strip();
                return WHOLE_NUMBER.matcher(digits).matches() ? Optional.of(Integer.valueOf(digits)) : Optional.empty();
            }
            if (value instanceof Number number) {
                return Optional.of(new BigDecimal(number.toString()).intValueExact());
            }
        } catch (ArithmeticException | NumberFormatException e) {
            // Has a fraction, is beyond all bounds, or is no number at all, as Double.NaN is not.
        }
        return Optional.empty();
    }
}
