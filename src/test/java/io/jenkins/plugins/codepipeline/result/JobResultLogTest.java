package io.jenkins.plugins.codepipeline.result;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import io.jenkins.plugins.codepipeline.core.request.JobResultOperation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What is stored of results is read again, whatever else is in the file. */
public class JobResultLogTest {

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private Path file;
    private JobResultLog log;

    @Before
    public void setUp() {
        file = folder.getRoot().toPath().resolve("codepipeline-results.jsonl");
        log = new JobResultLog(folder.getRoot().toPath());
    }

    @Test
    public void aBuildWithoutResultsHasNone() {
        assertThat(log.read(), is(empty()));
    }

    @Test
    public void aFailureIsReadAsItWasStored() throws Exception {
        JobResultRecord stored = record("job-1");
        stored.setNumber(7);
        stored.fail("first line\nsecond line \u20ac\u2028\ud83d\ude00", true);
        log.append(stored);

        List<JobResultRecord> read = log.read();
        assertThat(read, hasSize(1));
        JobResultRecord result = read.get(0);
        assertThat(result.getTime(), is(stored.getTime()));
        assertThat(result.getOperation(), is("PutJobFailureResult"));
        assertThat(result.getStepId(), is("12"));
        assertThat(result.getNumber(), is(7));
        assertThat(result.getJobId(), is("job-1"));
        assertThat(result.getState(), is(JobResultState.UNKNOWN));
        assertThat(result.getFailure(), is(stored.getFailure()));
    }

    @Test
    public void halfALineLosesNoOther() throws Exception {
        log.append(record("job-1"));
        log.append(record("\u20ac"));
        byte[] whole = Files.readAllBytes(file);
        int halfACharacter = new String(whole, StandardCharsets.ISO_8859_1).lastIndexOf('\u00e2') + 1;
        Files.write(file, Arrays.copyOf(whole, halfACharacter));

        log.append(record("job-3"));

        assertThat(jobs(), contains("job-1", "job-3"));
    }

    @Test
    public void aLineThatIsNoResultLosesNoOther() throws Exception {
        log.append(record("job-1"));
        for (String line : List.of("null", "[]", "{}", "\0\0", "{\"state\": \"LATER\"}", "{\"number\": \"x\"}")) {
            Files.writeString(file, '\n' + line, StandardOpenOption.APPEND);
        }
        log.append(record("job-2"));

        assertThat(jobs(), contains("job-1", "job-2"));
    }

    @Test
    public void aFieldOfALaterVersionIsLeftOut() throws Exception {
        log.append(record("job-1"));
        Files.writeString(file, Files.readString(file).replace("{", "{\"later\": {\"field\": 1}, "));

        assertThat(jobs(), contains("job-1"));
    }

    private List<String> jobs() {
        return log.read().stream().map(JobResultRecord::getJobId).toList();
    }

    private static JobResultRecord record(String jobId) {
        return new JobResultRecord(JobResultOperation.FAILURE, "12", jobId, UnaryOperator.identity());
    }
}
