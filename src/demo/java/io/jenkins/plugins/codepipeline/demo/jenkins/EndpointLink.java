package io.jenkins.plugins.codepipeline.demo.jenkins;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Action;
import hudson.model.TransientViewActionFactory;
import hudson.model.View;
import java.net.URI;
import java.util.List;

/** Leads from the side panel of each list of jobs to the page of the endpoint. */
@Extension
public final class EndpointLink extends TransientViewActionFactory {

    @Override
    public List<Action> createFor(@NonNull View view) {
        return DemoJenkins.get().endpoint().stream()
                .<Action>map(endpoint -> new Link(endpoint.uri()))
                .toList();
    }

    private record Link(URI uri) implements Action {

        @Override
        public String getIconFileName() {
            return "symbol-external";
        }

        @Override
        public String getDisplayName() {
            return "AWS CodePipeline demo";
        }

        @Override
        public String getUrlName() {
            return uri.toString();
        }
    }
}
