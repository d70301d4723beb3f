package io.jenkins.plugins.codepipeline.core.request;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

/** Every constraint of the API reference: a value within it is taken, one beyond it is refused by its path. */
@RunWith(Parameterized.class)
public class ConstraintTest {

    private static final boolean TAKEN = true;
    private static final boolean REFUSED = false;

    @Parameters(name = "{0} {1}: {2}")
    public static List<Object[]> rows() {
        List<Object[]> rows = new ArrayList<>();
        for (JobResultOperation operation : JobResultOperation.values()) {
            jobId(rows, operation);
        }
        success(rows);
        failure(rows);
        return rows;
    }

    private static void jobId(List<Object[]> rows, JobResultOperation operation) {
        add(rows, operation, "jobId", "0123abcd-4567-89ef-0123-456789abcdef", TAKEN);
        add(rows, operation, "jobId", "0123ABCD-4567-89ef-0123-456789abcdef", REFUSED);
        add(rows, operation, "jobId", "0123abcd-4567-89ef-0123-456789abcde", REFUSED);
        add(rows, operation, "jobId", "0123abcd-4567-89ef-0123-456789abcdeff", REFUSED);
        add(rows, operation, "jobId", "0123abcd-4567-89ef-0123-456789abcdef\n", REFUSED);
        add(rows, operation, "jobId", "g123abcd-4567-89ef-0123-456789abcdef", REFUSED);
        add(rows, operation, "jobId", "0123abcd456789ef0123456789abcdef", REFUSED);
        add(rows, operation, "jobId", "", REFUSED);
        add(rows, operation, "jobId", null, REFUSED);
    }

    private static void success(List<Object[]> rows) {
        text(rows, JobResultOperation.SUCCESS, "currentRevision.revision", 1500);
        text(rows, JobResultOperation.SUCCESS, "currentRevision.changeIdentifier", 100);
        text(rows, JobResultOperation.SUCCESS, "currentRevision.revisionSummary", 2048);
        text(rows, JobResultOperation.SUCCESS, "continuationToken", 2048);
        text(rows, JobResultOperation.SUCCESS, "executionDetails.summary", 2048);
        text(rows, JobResultOperation.SUCCESS, "executionDetails.externalExecutionId", 1500);
        String created = "currentRevision.created";
        add(rows, JobResultOperation.SUCCESS, created, -62135596800L, TAKEN);
        add(rows, JobResultOperation.SUCCESS, created, -62135596801L, REFUSED);
        add(rows, JobResultOperation.SUCCESS, created, 253402300799L, TAKEN);
        add(rows, JobResultOperation.SUCCESS, created, 253402300800L, REFUSED);
        add(rows, JobResultOperation.SUCCESS, created, "yesterday", REFUSED);
        add(rows, JobResultOperation.SUCCESS, created, "", REFUSED);
        add(rows, JobResultOperation.SUCCESS, "currentRevision.revision", null, REFUSED);
        add(rows, JobResultOperation.SUCCESS, "currentRevision.changeIdentifier", null, REFUSED);
        String percent = "executionDetails.percentComplete";
        add(rows, JobResultOperation.SUCCESS, percent, -1, REFUSED);
        add(rows, JobResultOperation.SUCCESS, percent, 0, TAKEN);
        add(rows, JobResultOperation.SUCCESS, percent, 100, TAKEN);
        add(rows, JobResultOperation.SUCCESS, percent, 101, REFUSED);
        add(rows, JobResultOperation.SUCCESS, percent, 4294967297L, REFUSED);
        add(rows, JobResultOperation.SUCCESS, percent, 50.5, REFUSED);
        add(rows, JobResultOperation.SUCCESS, percent, Double.NaN, REFUSED);
        add(rows, JobResultOperation.SUCCESS, percent, "", REFUSED);
    }

    private static void failure(List<Object[]> rows) {
        text(rows, JobResultOperation.FAILURE, "failureDetails.message", 5000);
        text(rows, JobResultOperation.FAILURE, "failureDetails.externalExecutionId", 1500);
        add(rows, JobResultOperation.FAILURE, "failureDetails", null, REFUSED);
        add(rows, JobResultOperation.FAILURE, "failureDetails.message", null, REFUSED);
        String type = "failureDetails.type";
        for (String known : List.of(
                "JobFailed", "ConfigurationError", "PermissionError", "RevisionOutOfSync", "RevisionUnavailable", "SystemUnavailable")) {
            add(rows, JobResultOperation.FAILURE, type, known, TAKEN);
        }
        add(rows, JobResultOperation.FAILURE, type, "jobFailed", REFUSED);
        add(rows, JobResultOperation.FAILURE, type, "JobFailed ", REFUSED);
        add(rows, JobResultOperation.FAILURE, type, "JOB_FAILED", REFUSED);
        add(rows, JobResultOperation.FAILURE, type, "null", REFUSED);
        add(rows, JobResultOperation.FAILURE, type, "", REFUSED);
        add(rows, JobResultOperation.FAILURE, type, null, REFUSED);
        add(rows, JobResultOperation.FAILURE, type, List.of("JobFailed"), REFUSED);
    }

    private static void text(List<Object[]> rows, JobResultOperation operation, String path, int most) {
        add(rows, operation, path, "", REFUSED);
        add(rows, operation, path, "x", TAKEN);
        add(rows, operation, path, "x".repeat(most), TAKEN);
        add(rows, operation, path, "x".repeat(most + 1), REFUSED);
        add(rows, operation, path, "😀".repeat(most), TAKEN);
        add(rows, operation, path, "😀".repeat(most) + "x", REFUSED);
        add(rows, operation, path, "half a pair \ud83d", REFUSED);
        add(rows, operation, path, List.of("x"), REFUSED);
        add(rows, operation, path, Map.of("x", "y"), REFUSED);
    }

    private static void add(
            List<Object[]> rows, JobResultOperation operation, String path, Object value, boolean taken) {
        rows.add(new Object[] {operation, path, value, taken});
    }

    private final JobResultOperation operation;
    private final String path;
    private final Object value;
    private final boolean taken;

    public ConstraintTest(JobResultOperation operation, String path, Object value, boolean taken) {
        this.operation = operation;
        this.path = path;
        this.value = value;
        this.taken = taken;
    }

    @Test
    public void isHeldAtItsBounds() {
        List<ValidationError> problems = Trees.problems(operation, Trees.with(operation, path, value), null);

        assertThat(Trees.paths(problems), is(taken ? List.of() : List.of(path)));
    }
}
