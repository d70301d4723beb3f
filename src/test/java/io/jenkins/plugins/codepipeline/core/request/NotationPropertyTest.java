package io.jenkins.plugins.codepipeline.core.request;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.lessThan;
import static org.junit.Assert.assertEquals;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import software.amazon.awssdk.services.codepipeline.model.PutJobSuccessResultRequest;

/** What holds for every text and every value, in shorthand and in JSON. */
class NotationPropertyTest {

    @Property
    void aValueIsTheSameInEachNotation(@ForAll("texts") String summary, @ForAll("texts") String id, @ForAll("percents") int percent)
            throws Exception {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("summary", summary);
        details.put("externalExecutionId", id);
        details.put("percentComplete", percent);

        PutJobSuccessResultRequest expected = read("executionDetails", details);

        assertEquals(expected, read("executionDetails", shorthand(details)));
        assertEquals(expected, read("executionDetails", json(details)));
        assertEquals(
                expected,
                Trees.read(
                        Map.of(), "{\"jobId\": \"" + Trees.JOB_ID + "\", \"executionDetails\": " + json(details) + "}"));
    }

    @Property
    void outputVariablesAreTheSameInEachNotation(@ForAll("variables") Map<String, String> variables) throws Exception {
        PutJobSuccessResultRequest expected = read("outputVariables", variables);

        assertEquals(expected, read("outputVariables", json(variables)));
        if (!variables.isEmpty() && variables.keySet().stream().noneMatch(name -> name.contains("@"))) {
            assertEquals(expected, read("outputVariables", shorthand(variables)));
        }
    }

    @Property
    void theErrorIsTheSameInEachNotation(@ForAll("wrongPercents") int percent) {
        Map<String, Object> details = Map.of("percentComplete", percent);

        String error = error("executionDetails", details);

        assertEquals(error, error("executionDetails", shorthand(details)).replace('"' + Integer.toString(percent) + '"', "" + percent));
        assertEquals(error, error("executionDetails", json(details)));
    }

    @Property(tries = 5000)
    void anyTextIsReadOrRefused(@ForAll("anyTexts") String text) {
        for (String member : List.of("currentRevision", "executionDetails", "outputVariables", "continuationToken", "jobId")) {
            tryToRead(Map.of(member, text), null);
        }
        tryToRead(Map.of(), text);
    }

    /** Nothing but the input error may come out. */
    private static void tryToRead(Map<String, Object> members, String cliInputJson) {
        try {
            Trees.read(members, cliInputJson);
        } catch (InvalidInputException e) {
            assertThat(e.errors().size() + " problems", e.getMessage().length(), lessThan(20_000));
        }
    }

    /** A text 32 times as long may take 32 times as long, and not the 1024 times of a quadratic reader; 10 times more is noise. */
    @Example
    void theTimeToReadGrowsNoFasterThanTheText() {
        Map<String, IntFunction<String>> shapes = new LinkedHashMap<>();
        for (String start : List.of("", "summary=", "{\"summary\": \"")) {
            for (String unit : List.of(
                    "a=b,", "a\\,", "'x\\'", "a=b,'x,y'=", "a=b,'", "a={b=[", "\"", "k=[", "{\"a\":", "[", "{\"a\":\"b\",", " ", "9")) {
                shapes.put(start + unit, size -> start + unit.repeat((size - start.length()) / unit.length()));
            }
        }
        shapes.put("k0=v,k1=v", size -> numbered(size, "k%07d=v"));
        shapes.put("k0='v',k1='v'", size -> numbered(size, "k%07d='v'"));
        shapes.put("k0=v,k1=v,=", size -> numbered(size - 2, "k%07d=v") + ",=");
        shapes.put("a=v0,v1,v2", size -> "a=" + numbered(size - 2, "v%07d"));
        shapes.put("{\"k0\":\"v\",\"k1\":\"v\"}", size -> "{" + numbered(size - 2, "\"k%07d\":\"v\"") + "}");
        shapes.forEach((name, shape) -> {
            long shorter = nanoseconds(shape.apply(32 << 10));
            long longer = nanoseconds(shape.apply(1 << 20));
            assertThat(
                    name + ": " + shorter + " ns for 32 KiB, " + longer + " ns for 1 MiB",
                    longer,
                    lessThan(10 * 32 * shorter + 20_000_000));
        });
    }

    private static String numbered(int size, String form) {
        int count = size / (form.formatted(0).length() + 1);
        return IntStream.range(0, count).mapToObj(form::formatted).collect(Collectors.joining(","));
    }

    /** The least processor time of several runs, so that other work on the machine does not count. */
    private static long nanoseconds(String text) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            long start = threads.getCurrentThreadCpuTime();
            tryToRead(Map.of("jobId", Trees.JOB_ID, "outputVariables", text, "executionDetails", text), null);
            least = Math.min(least, threads.getCurrentThreadCpuTime() - start);
        }
        return least;
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings()
                .withCharRange(' ', '\u007e')
                .withChars("\"'\\,=[]{} \n\tüß€\u00a0\u2028")
                .ofMinLength(1)
                .ofMaxLength(60)
                .map(text -> text + "😀")
                .filter(text -> !text.isBlank());
    }

    @Provide
    Arbitrary<Integer> percents() {
        return Arbitraries.integers().between(0, 100);
    }

    @Provide
    Arbitrary<Integer> wrongPercents() {
        return Arbitraries.integers().filter(percent -> percent < 0 || percent > 100);
    }

    @Provide
    Arbitrary<Map<String, String>> variables() {
        return Arbitraries.maps(
                        Arbitraries.strings().alpha().numeric().withChars("@-_").ofMinLength(1).ofMaxLength(12), texts())
                .ofMaxSize(6);
    }

    @Provide
    Arbitrary<String> anyTexts() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(80),
                Arbitraries.strings().withChars("ab=,@'\"\\[]{}: \n1-:.e+TZ").ofMaxLength(40),
                Arbitraries.strings().withChars("{}[]\",:0123456789.eE+-tfn \\u").ofMaxLength(40),
                Arbitraries.strings()
                        .withChars("=,'\"\\[]{} x")
                        .ofMaxLength(20)
                        .map(text -> "revision=r,changeIdentifier=c,created=" + text));
    }

    private static String shorthand(Map<String, ?> members) {
        return members.entrySet().stream()
                .map(member -> member.getKey() + "=\""
                        + member.getValue().toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                .collect(Collectors.joining(" , "));
    }

    private static String json(Map<String, ?> members) {
        return members.entrySet().stream()
                .map(member -> quote(member.getKey()) + " : "
                        + (member.getValue() instanceof Integer number ? number : quote(member.getValue().toString())))
                .collect(Collectors.joining(",", " {", "} "));
    }

    private static String quote(String text) {
        return text.chars()
                .mapToObj(c -> c < ' ' || c == '"' || c == '\\' || c > '~' ? String.format("\\u%04x", c) : Character.toString(c))
                .collect(Collectors.joining("", "\"", "\""));
    }

    private static PutJobSuccessResultRequest read(String member, Object value) throws InvalidInputException {
        return Trees.read(Map.of("jobId", Trees.JOB_ID, member, value));
    }

    private static String error(String member, Object value) {
        try {
            throw new AssertionError("taken: " + read(member, value));
        } catch (InvalidInputException e) {
            return e.getMessage();
        }
    }
}
