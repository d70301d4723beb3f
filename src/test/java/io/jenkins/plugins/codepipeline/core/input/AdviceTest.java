package io.jenkins.plugins.codepipeline.core.input;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;

import java.util.List;
import java.util.Map;
import org.junit.Test;

public class AdviceTest {

    @Test
    public void aFinishedActionNeedsNone() throws Exception {
        assertThat(on(Trees.with("executionDetails.percentComplete", 100)), empty());
    }

    @Test
    public void aContinuationTokenKeepsTheActionWaiting() throws Exception {
        assertThat(on(Trees.with("continuationToken", "t")), contains(containsString("the action is not over")));
    }

    @Test
    public void aContinuationTokenAt100PercentIsMostLikelyAMistake() throws Exception {
        Map<String, Object> tree = Trees.with("continuationToken", "t");
        tree.put("executionDetails", Map.of("percentComplete", 100));

        assertThat(on(tree), contains(containsString("the action is not over"), containsString("percentComplete is 100")));
    }

    private static List<String> on(Map<String, ?> tree) throws InvalidInputException {
        return Advice.on(SuccessResultReader.read(tree));
    }
}
