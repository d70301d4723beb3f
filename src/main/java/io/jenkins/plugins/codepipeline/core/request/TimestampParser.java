package io.jenkins.plugins.codepipeline.core.request;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.chrono.ChronoZonedDateTime;
import java.util.Calendar;
import java.util.Date;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads a point in time as the AWS CLI does, as epoch seconds or as a date and time, and keeps whole seconds of it. */
public final class TimestampParser {

    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    /** Longer than any date and time, so that the effort is limited. */
    private static final int MAX_LENGTH = 64;

    /** What Python's {@code float} takes. */
    private static final Pattern NUMBER =
            Pattern.compile("[+-]?(\\d+(_\\d+)*(\\.(\\d+(_\\d+)*)?)?|\\.\\d+(_\\d+)*)([eE][+-]?\\d+(_\\d+)*)?");

    private TimestampParser() {}

    /** The point in time that a JDK object stands for. A {@code LocalDateTime}, which has no zone, stands for none. */
    public static Optional<Instant> fromObject(Object value) {
        if (value instanceof Instant instant) {
            return Optional.of(instant);
        }
        if (value instanceof Date date) {
            return Optional.of(Instant.ofEpochMilli(date.getTime())); // java.sql.Date has no toInstant.
        }
        if (value instanceof Calendar calendar) {
            return Optional.of(calendar.toInstant());
        }
        if (value instanceof OffsetDateTime time) {
            return Optional.of(time.toInstant());
        }
        return value instanceof ChronoZonedDateTime<?> time ? Optional.of(time.toInstant()) : Optional.empty();
    }

    static Optional<Instant> read(Object value) {
        if (value instanceof Number number) {
            return seconds(number.doubleValue());
        }
        if (value instanceof String text) {
            String stripped = text.strip();
            return stripped.length() <= MAX_LENGTH
                    ? number(stripped).or(() -> DateTimeParser.parse(stripped).flatMap(TimestampParser::wholeSeconds))
                    : Optional.empty();
        }
        return fromObject(value).flatMap(TimestampParser::wholeSeconds);
    }

    private static Optional<Instant> number(String text) {
        return NUMBER.matcher(text).matches() ? seconds(Double.parseDouble(text.replace("_", ""))) : Optional.empty();
    }

    /** Rounds to microseconds first, as Python does. */
    private static Optional<Instant> seconds(double seconds) {
        double whole = Math.floor(Math.rint(seconds * 1e6) / 1e6);
        return whole >= FIRST.getEpochSecond() && whole <= LAST.getEpochSecond()
                ? Optional.of(Instant.ofEpochSecond((long) whole))
                : Optional.empty();
    }

    private static Optional<Instant> wholeSeconds(Instant time) {
        return Optional.of(Instant.ofEpochSecond(time.getEpochSecond()))
                .filter(second -> !second.isBefore(FIRST) && !second.isAfter(LAST));
    }
}
