package io.jenkins.plugins.codepipeline.core.input;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.Assert.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

/** Every limit of the API reference: a value at the limit is taken, one below or above it is refused by its path. */
@RunWith(Parameterized.class)
public class LimitTest {

    private static final boolean TAKEN = true;
    private static final boolean REFUSED = false;

    @Parameters(name = "{0}: {1}")
    public static List<Object[]> rows() {
        List<Object[]> rows = new ArrayList<>();
        add(rows, "jobId", "0123abcd-4567-89ef-0123-456789abcdef", TAKEN);
        add(rows, "jobId", "0123ABCD-4567-89ef-0123-456789abcdef", REFUSED);
        add(rows, "jobId", "0123abcd-4567-89ef-0123-456789abcde", REFUSED);
        add(rows, "jobId", "0123abcd-4567-89ef-0123-456789abcdeff", REFUSED);
        add(rows, "jobId", "0123abcd-4567-89ef-0123-456789abcdef\n", REFUSED);
        add(rows, "jobId", "g123abcd-4567-89ef-0123-456789abcdef", REFUSED);
        add(rows, "jobId", "0123abcd456789ef0123456789abcdef", REFUSED);
        add(rows, "jobId", "", REFUSED);
        text(rows, "currentRevision.revision", 1500);
        text(rows, "currentRevision.changeIdentifier", 100);
        text(rows, "currentRevision.revisionSummary", 2048);
        text(rows, "continuationToken", 2048);
        text(rows, "executionDetails.summary", 2048);
        text(rows, "executionDetails.externalExecutionId", 1500);
        add(rows, "currentRevision.created", -62135596800L, TAKEN);
        add(rows, "currentRevision.created", -62135596801L, REFUSED);
        add(rows, "currentRevision.created", 253402300799L, TAKEN);
        add(rows, "currentRevision.created", 253402300800L, REFUSED);
        add(rows, "currentRevision.created", "yesterday", REFUSED);
        add(rows, "currentRevision.created", "", REFUSED);
        add(rows, "executionDetails.percentComplete", -1, REFUSED);
        add(rows, "executionDetails.percentComplete", 0, TAKEN);
        add(rows, "executionDetails.percentComplete", 100, TAKEN);
        add(rows, "executionDetails.percentComplete", 101, REFUSED);
        add(rows, "executionDetails.percentComplete", 4294967297L, REFUSED);
        add(rows, "executionDetails.percentComplete", 50.5, REFUSED);
        add(rows, "executionDetails.percentComplete", Double.NaN, REFUSED);
        add(rows, "executionDetails.percentComplete", "", REFUSED);
        return rows;
    }

    private static void text(List<Object[]> rows, String path, int most) {
        add(rows, path, "", REFUSED);
        add(rows, path, "x", TAKEN);
        add(rows, path, "x".repeat(most), TAKEN);
        add(rows, path, "x".repeat(most + 1), REFUSED);
        add(rows, path, "😀".repeat(most), TAKEN);
        add(rows, path, "😀".repeat(most) + "x", REFUSED);
        add(rows, path, "half a pair \ud83d", REFUSED);
        add(rows, path, List.of("x"), REFUSED);
        add(rows, path, Map.of("x", "y"), REFUSED);
    }

    private static void add(List<Object[]> rows, String path, Object value, boolean taken) {
        rows.add(new Object[] {path, value, taken});
    }

    private final String path;
    private final Object value;
    private final boolean taken;

    public LimitTest(String path, Object value, boolean taken) {
        this.path = path;
        this.value = value;
        this.taken = taken;
    }

    @Test
    public void isHeldAtItsBounds() throws Exception {
        Map<String, Object> tree = Trees.with(path, value);
        if (taken) {
            SuccessResultReader.read(tree);
        } else {
            InvalidInputException e =
                    assertThrows(InvalidInputException.class, () -> SuccessResultReader.read(tree));
            assertThat(e.problems(), hasSize(1));
            assertThat(e.problems().stream().map(Problem::path).toList(), contains(path));
        }
    }
}
