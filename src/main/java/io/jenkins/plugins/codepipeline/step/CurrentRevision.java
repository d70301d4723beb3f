package io.jenkins.plugins.codepipeline.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.codepipeline.config.FieldCheck;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.interceptor.RequirePOST;

/** The revision that the action made or saw. */
public final class CurrentRevision extends GivenMember implements Describable<CurrentRevision> {

    @DataBoundConstructor
    public CurrentRevision(String revision, String changeIdentifier) {
        put("revision", revision);
        put("changeIdentifier", changeIdentifier);
    }

    private CurrentRevision(Object given) {
        super(given);
    }

    static CurrentRevision of(Object given) {
        return given instanceof CurrentRevision same ? same : new CurrentRevision(given);
    }

    @CheckForNull
    public String getRevision() {
        return text("revision");
    }

    @CheckForNull
    public String getChangeIdentifier() {
        return text("changeIdentifier");
    }

    @CheckForNull
    public String getCreated() {
        return text("created");
    }

    @DataBoundSetter
    public void setCreated(String created) {
        put("created", created);
    }

    @CheckForNull
    public String getRevisionSummary() {
        return text("revisionSummary");
    }

    @DataBoundSetter
    public void setRevisionSummary(String revisionSummary) {
        put("revisionSummary", revisionSummary);
    }

    @Extension
    public static final class DescriptorImpl extends Descriptor<CurrentRevision> {

        @RequirePOST
        public FormValidation doCheckRevision(@AncestorInPath Item item, @QueryParameter String value) {
            return FieldCheck.member(item, "currentRevision.revision", value);
        }

        @RequirePOST
        public FormValidation doCheckChangeIdentifier(@AncestorInPath Item item, @QueryParameter String value) {
            return FieldCheck.member(item, "currentRevision.changeIdentifier", value);
        }

        @RequirePOST
        public FormValidation doCheckCreated(@AncestorInPath Item item, @QueryParameter String value) {
            return FieldCheck.member(item, "currentRevision.created", value);
        }

        @RequirePOST
        public FormValidation doCheckRevisionSummary(@AncestorInPath Item item, @QueryParameter String value) {
            return FieldCheck.member(item, "currentRevision.revisionSummary", value);
        }
    }
}
