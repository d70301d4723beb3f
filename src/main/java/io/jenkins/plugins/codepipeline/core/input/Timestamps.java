package io.jenkins.plugins.codepipeline.core.input;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads a point in time in the forms of the AWS CLI: epoch seconds, ISO 8601 in the extended and the basic format, RFC
 * 822 and C's ctime. A time without an offset is UTC, a date without a time is midnight. Like the AWS CLI it keeps whole
 * seconds. Forms in which the AWS CLI would guess the day, the month or the year are not read.
 */
final class Timestamps {

    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    /** No form is longer, and a number of more digits would only cost time. */
    private static final int LONGEST = 64;

    private static final Pattern NUMBER =
            Pattern.compile("[+-]?(\\d+(_\\d+)*(\\.(\\d+(_\\d+)*)?)?|\\.\\d+)([eE][+-]?\\d{1,2})?");

    private static final String YEAR = "(?<year>\\d{4})";
    private static final String DAY = "(?<day>\\d{1,2})";
    private static final String TIME = "(?<hour>\\d{1,2})(:?(?<minute>\\d{2})(:?(?<second>\\d{2})([.,]\\d+)?)?)?";
    private static final String ZONE = "( *(?<zone>[Zz]|UTC|GMT|[+-]\\d{2}(:?\\d{2})?))?";
    private static final String WEEKDAY = "((Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? +)?";
    private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";
    private static final String MONTH = "(?<month>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*";

    private static final List<Pattern> FORMS = Stream.of(
                    YEAR + "-(?<month>\\d{1,2})-" + DAY + "(([Tt]| +)" + TIME + ZONE + ")?[Tt]?",
                    YEAR + "/(?<month>\\d{1,2})/" + DAY + "(([Tt]| +)" + TIME + ZONE + ")?",
                    YEAR + "(?<month>\\d{2})(?<day>\\d{2})([Tt]?" + TIME + ZONE + ")?",
                    WEEKDAY + DAY + " +" + MONTH + " +" + YEAR + "( +" + TIME + ZONE + ")?",
                    WEEKDAY + MONTH + " +" + DAY + ",? +" + YEAR + "( +" + TIME + ZONE + ")?",
                    WEEKDAY + MONTH + " +" + DAY + " +" + TIME + " +" + YEAR + ZONE)
            .map(Pattern::compile)
            .toList();

    private Timestamps() {}

    static Optional<Instant> read(Object value) {
        if (value instanceof Instant instant) {
            return wholeSeconds(instant);
        }
        if (value instanceof Date date) {
            return wholeSeconds(Instant.ofEpochMilli(date.getTime()));
        }
        if (value instanceof Number number) {
            return number(number.toString());
        }
        if (value instanceof String text && text.length() <= LONGEST) {
            String stripped = text.strip();
            return number(stripped).or(() -> date(stripped));
        }
        return Optional.empty();
    }

    private static Optional<Instant> number(String text) {
        if (text.length() > LONGEST || !NUMBER.matcher(text).matches()) {
            return Optional.empty();
        }
        BigDecimal seconds = new BigDecimal(text.replace("_", "")).setScale(0, RoundingMode.FLOOR);
        return inRange(seconds) ? wholeSeconds(Instant.ofEpochSecond(seconds.longValue())) : Optional.empty();
    }

    private static boolean inRange(BigDecimal seconds) {
        return seconds.compareTo(BigDecimal.valueOf(FIRST.getEpochSecond())) >= 0
                && seconds.compareTo(BigDecimal.valueOf(LAST.getEpochSecond())) <= 0;
    }

    private static Optional<Instant> date(String text) {
        return FORMS.stream()
                .map(form -> form.matcher(text))
                .filter(Matcher::matches)
                .findFirst()
                .flatMap(Timestamps::date);
    }

    private static Optional<Instant> date(Matcher form) {
        try {
            return wholeSeconds(LocalDateTime.of(
                            Integer.parseInt(form.group("year")),
                            month(form.group("month")),
                            Integer.parseInt(form.group("day")),
                            orZero(form.group("hour")),
                            orZero(form.group("minute")),
                            orZero(form.group("second")))
                    .toInstant(zone(form.group("zone"))));
        } catch (DateTimeException e) {
            return Optional.empty(); // There is no such day, time or offset.
        }
    }

    private static int month(String month) {
        return Character.isDigit(month.charAt(0)) ? Integer.parseInt(month) : MONTHS.indexOf(month) / 3 + 1;
    }

    private static int orZero(String number) {
        return number == null ? 0 : Integer.parseInt(number);
    }

    private static ZoneOffset zone(String zone) {
        return zone == null || Character.isLetter(zone.charAt(0)) ? ZoneOffset.UTC : ZoneOffset.of(zone);
    }

    private static Optional<Instant> wholeSeconds(Instant time) {
        return Optional.of(Instant.ofEpochSecond(time.getEpochSecond()))
                .filter(second -> !second.isBefore(FIRST) && !second.isAfter(LAST));
    }
}
