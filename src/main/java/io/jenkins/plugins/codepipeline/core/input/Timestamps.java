package io.jenkins.plugins.codepipeline.core.input;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a point in time in the forms of the AWS CLI; like the AWS CLI it keeps whole seconds. */
final class Timestamps {

    private static final Pattern ISO_8601 = Pattern.compile(
            "(?<date>\\d{4}-\\d{2}-\\d{2})"
                    + "([Tt ](?<time>\\d{2}:\\d{2}(:\\d{2})?)([.,]\\d+)? ?(?<offset>[Zz]|[+-]\\d{2}(:?\\d{2})?)?)?");

    /** Enough for every second up to the year 9999; a longer text is no time, and would only cost time to convert. */
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d{1,18}(\\.\\d{0,18})?|\\.\\d{1,18})");

    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    private Timestamps() {}

    static Optional<Instant> read(Object value) {
        try {
            return Optional.ofNullable(convert(value)).filter(time -> !time.isBefore(FIRST) && !time.isAfter(LAST));
        } catch (DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    private static Instant convert(Object value) {
        if (value instanceof Instant instant) {
            return Instant.ofEpochSecond(instant.getEpochSecond());
        }
        if (value instanceof Date date) {
            return Instant.ofEpochSecond(Math.floorDiv(date.getTime(), 1000L));
        }
        if (value instanceof Number || value instanceof String) {
            String text = value.toString().strip();
            return NUMBER.matcher(text).matches() ? epochSeconds(text) : iso8601(text);
        }
        return null;
    }

    private static Instant epochSeconds(String text) {
        return Instant.ofEpochSecond(
                new BigDecimal(text).setScale(0, RoundingMode.FLOOR).longValueExact());
    }

    /** Without an offset the time is UTC, without a time it is midnight. */
    private static Instant iso8601(String text) {
        Matcher matcher = ISO_8601.matcher(text);
        if (!matcher.matches()) {
            return null;
        }
        String time = matcher.group("time");
        String offset = matcher.group("offset");
        return LocalDate.parse(matcher.group("date"))
                .atTime(time == null ? LocalTime.MIDNIGHT : LocalTime.parse(time))
                .toInstant(offset == null ? ZoneOffset.UTC : ZoneOffset.of(offset.toUpperCase()));
    }
}
