package io.jenkins.plugins.codepipeline.core.input;

import java.util.List;
import software.amazon.awssdk.services.codepipeline.model.PutJobSuccessResultRequest;

/** What is allowed, yet deserves a warning, since it surprises people whose pipeline then waits for hours. */
public final class Advice {

    private Advice() {}

    public static List<String> on(PutJobSuccessResultRequest request) {
        if (request.continuationToken() == null) {
            return List.of();
        }
        boolean finished = request.executionDetails() != null
                && Integer.valueOf(100).equals(request.executionDetails().percentComplete());
        return finished
                ? List.of(Messages.Advice_continuationToken(), Messages.Advice_finished())
                : List.of(Messages.Advice_continuationToken());
    }
}
