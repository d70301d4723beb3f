package io.jenkins.plugins.codepipeline.core.request;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Parses dates and times as ISO 8601, RFC 822, C's ctime, {@code date}, {@code git log} and Java's {@code Date} write them,
 * with the result of the AWS CLI. A time without a zone is UTC, a date without a time is midnight. Text that the AWS CLI
 * has to guess at is refused: a year that is missing or has two digits, a date of numbers that does not begin with the
 * year, a zone name other than UTC and GMT, and anything that is there twice.
 */
final class DateTimeParser {

    /** Minutes of an offset need a colon or two digits of hours before them. */
    private static final String ZONE = "(?-i:(?<zone>[Zz]|UTC|GMT|(?<sign>[+-])(?<hours>\\d{1,2})"
            + "(?::?(?<=:|[+-]\\d\\d)(?<minutes>\\d{2}))?(?:\\s\\((?<comment>[A-Z]{3,5})\\))?))";

    /** A time with colons, or with AM or PM. */
    private static final Pattern TIME = pattern("(?:(?<=[\\d\\s])t|(?<=\\s)at\\s+|(?<![\\d:.,+-]))"
            + "(?<hour>\\d{1,2})(?=:|\\s?[ap]\\.?m)"
            + "(?::(?<minute>\\d{1,2})(?::(?<second>\\d{1,2})(?:\\.\\d+|(?<=\\d\\d),\\d+)?)?)?"
            + "(?:\\s?(?<half>[ap])(?:m\\b|(?-i:\\.m\\b\\.?)))?(?:\\s*" + ZONE + ")?(?![\\w:+-])");

    /** A zone behind the year, where the year is behind the time. */
    private static final Pattern ZONE_AT_END = pattern("(?<=\\d)\\s+" + ZONE + "$");

    private static final String DATE_OF_NUMBERS =
            "(?<year>\\d{4})(?<separator>[-/.])(?<month>\\d{1,2})\\k<separator>(?<day>\\d{1,2})";
    private static final String BASIC_DATE = "(?<year>\\d{4})(?<month>\\d{2})(?<day>\\d{2})";
    private static final String BASIC_TIME =
            "(?:t|\\s+)(?<hour>\\d{2})(?:(?<minute>\\d{2})(?:(?<second>\\d{2})(?:[.,]\\d+)?)?)?";

    /** A date with a time that has no colons, such as the basic format of ISO 8601. */
    private static final List<Pattern> BASIC = Stream.of(
                    DATE_OF_NUMBERS + BASIC_TIME,
                    BASIC_DATE + BASIC_TIME,
                    BASIC_DATE + "(?<hour>\\d{2})(?<minute>\\d{2})(?<second>\\d{2})?")
            .map(form -> pattern(form + "(?:\\s*" + ZONE + ")?"))
            .toList();

    private static final String WEEKDAY = "(?:(?:Mon(?:day)?|Tue(?:sday)?|Wed(?:nesday)?|Thu(?:rsday)?|Fri(?:day)?"
            + "|Sat(?:urday)?|Sun(?:day)?)(?![a-z])[\\s,.]*)?";
    private static final String MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec";
    private static final String MONTH = "(?<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?"
            + "|Aug(?:ust)?|Sep(?:t(?:ember)?)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)";
    private static final String DAY = "(?<day>\\d{1,2})";
    private static final String YEAR = "(?<year>(?!00|0100)\\d{4})"; // An earlier one is a year of two digits to the AWS CLI.
    private static final String GAP = "(?:[-/]|\\.?,?\\s+)";

    private static final List<Pattern> DATES = Stream.of(
                    DATE_OF_NUMBERS + "t?",
                    BASIC_DATE,
                    DAY + GAP + "?" + MONTH + "(?:\\.|" + GAP + ")?" + YEAR,
                    DAY + "\\." + MONTH + "(?:[-/.]|,?\\s+)?" + YEAR,
                    MONTH + "(?:\\.|" + GAP + ")?" + DAY + GAP + YEAR,
                    YEAR + GAP + MONTH + GAP + "?" + DAY)
            .map(form -> pattern("\\s*" + WEEKDAY + form + "\\s*,?\\s*"))
            .toList();

    private DateTimeParser() {}

    private static Pattern pattern(String regex) {
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CHARACTER_CLASS);
    }

    static Optional<Instant> parse(String text) {
        try {
            Optional<Matcher> basic = matching(BASIC, text);
            return basic.isPresent()
                    ? basic.map(form -> instant(date(form), time(form), form))
                    : parseInParts(text);
        } catch (DateTimeException e) {
            return Optional.empty(); // There is no such day, time or offset.
        }
    }

    /** Takes the time and the zone out of the text, which leaves the date. */
    private static Optional<Instant> parseInParts(String text) {
        Matcher clock = TIME.matcher(text);
        if (!clock.find()) {
            return matching(DATES, text).map(form -> date(form).atStartOfDay().toInstant(ZoneOffset.UTC));
        }
        LocalTime time = clock.group("half") == null ? time(clock) : timeOfHalf(clock);
        String rest = text.substring(0, clock.start()) + ' ' + text.substring(clock.end());
        Matcher zoneAtEnd = ZONE_AT_END.matcher(rest);
        return clock.group("zone") == null && zoneAtEnd.find()
                ? matching(DATES, rest.substring(0, zoneAtEnd.start())).map(form -> instant(date(form), time, zoneAtEnd))
                : matching(DATES, rest).map(form -> instant(date(form), time, clock));
    }

    private static Optional<Matcher> matching(List<Pattern> forms, String text) {
        return forms.stream().map(form -> form.matcher(text)).filter(Matcher::matches).findFirst();
    }

    private static LocalDate date(Matcher form) {
        return LocalDate.of(number(form, "year"), month(form.group("month")), number(form, "day"));
    }

    private static int month(String month) {
        return Character.isDigit(month.charAt(0))
                ? Integer.parseInt(month)
                : MONTHS.indexOf(month.substring(0, 3).toLowerCase(Locale.ROOT)) / 3 + 1;
    }

    private static LocalTime time(Matcher form) {
        return LocalTime.of(number(form, "hour"), number(form, "minute"), number(form, "second"));
    }

    /** A time with AM or PM, of which 0 o'clock is 12 o'clock too. */
    private static LocalTime timeOfHalf(Matcher form) {
        int hour = ChronoField.HOUR_OF_AMPM.checkValidIntValue(number(form, "hour") == 12 ? 0 : number(form, "hour"));
        int half = form.group("half").equalsIgnoreCase("p") ? 12 : 0;
        return LocalTime.of(hour + half, number(form, "minute"), number(form, "second"));
    }

    /** Takes any offset below a day, as the AWS CLI does, which is more than {@link ZoneOffset} takes. */
    private static Instant instant(LocalDate date, LocalTime time, Matcher zone) {
        Duration offset = Duration.ofHours(number(zone, "hours")).plusMinutes(number(zone, "minutes"));
        boolean isCalledUtc = "UTC".equals(zone.group("comment")) || "GMT".equals(zone.group("comment"));
        if (offset.toDays() > 0 || isCalledUtc && !offset.isZero()) {
            throw new DateTimeException("Not an offset");
        }
        Instant utc = date.atTime(time).toInstant(ZoneOffset.UTC);
        return "-".equals(zone.group("sign")) ? utc.plus(offset) : utc.minus(offset);
    }

    private static int number(Matcher form, String group) {
        return form.group(group) == null ? 0 : Integer.parseInt(form.group(group));
    }
}
