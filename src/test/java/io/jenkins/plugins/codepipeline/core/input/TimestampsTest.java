package io.jenkins.plugins.codepipeline.core.input;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.Test;

public class TimestampsTest {

    @Test
    public void everyFormIsReadAsTheAwsCliReadsIt() {
        Map<Object, Long> forms = new LinkedHashMap<>();
        forms.put("2026-01-02T03:04:05Z", 1767323045L);
        forms.put("2026-01-02t03:04:05z", 1767323045L);
        forms.put("2026-01-02T03:04:05", 1767323045L);
        forms.put("2026-01-02 03:04:05", 1767323045L);
        forms.put("2026-01-02T03:04:05.999Z", 1767323045L);
        forms.put("2026-01-02T03:04:05.1234567891234Z", 1767323045L);
        forms.put("2026-01-02T03:04:05+02:00", 1767315845L);
        forms.put("2026-01-02T03:04:05-0530", 1767342845L);
        forms.put("2026-01-02T03:04:05+01", 1767319445L);
        forms.put("2026-01-02T03:04Z", 1767323040L);
        forms.put("2026-01-02", 1767312000L);
        forms.put("  2026-01-02  ", 1767312000L);
        forms.put("1767323045", 1767323045L);
        forms.put("1767323045.9", 1767323045L);
        forms.put("-1.5", -2L);
        forms.put(1767323045, 1767323045L);
        forms.put(1767323045L, 1767323045L);
        forms.put(new BigDecimal("1767323045.5"), 1767323045L);
        forms.put(0, 0L);
        forms.put(Instant.parse("2026-01-02T03:04:05.5Z"), 1767323045L);
        forms.put(new Date(1767323045999L), 1767323045L);
        forms.put(new Date(-1), -1L);

        forms.forEach((form, seconds) ->
                assertThat(String.valueOf(form), Timestamps.read(form), is(Optional.of(Instant.ofEpochSecond(seconds)))));
    }

    @Test
    public void whatIsNoTimeIsRefused() {
        for (Object form : List.of(
                "",
                "now",
                "2026-13-01",
                "2026-02-30",
                "2026-01-02T25:00:00Z",
                "2026-01-02T03:04:05+99:00",
                "10:00",
                "2026-01",
                "Jan 2026",
                "1e400000000",
                "9".repeat(100_000),
                1767323045000L,
                Double.NaN,
                Double.POSITIVE_INFINITY,
                true,
                List.of(1))) {
            assertThat(Shown.value(form), Timestamps.read(form), is(Optional.empty()));
        }
    }
}
