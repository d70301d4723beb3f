package io.jenkins.plugins.codepipeline.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.codepipeline.config.FormValidations;
import io.jenkins.plugins.codepipeline.core.request.JobResultOperation;
import java.util.LinkedHashMap;
import java.util.Map;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.interceptor.RequirePOST;

/** The revision that the action made or saw. */
public final class CurrentRevision implements Describable<CurrentRevision> {

    private final String revision;
    private final String changeIdentifier;
    private String created;
    private String revisionSummary;

    @DataBoundConstructor
    public CurrentRevision(String revision, String changeIdentifier) {
        this.revision = Util.fixEmpty(revision);
        this.changeIdentifier = Util.fixEmpty(changeIdentifier);
    }

    @CheckForNull
    public String getRevision() {
        return revision;
    }

    @CheckForNull
    public String getChangeIdentifier() {
        return changeIdentifier;
    }

    @CheckForNull
    public String getCreated() {
        return created;
    }

    @DataBoundSetter
    public void setCreated(String created) {
        this.created = Util.fixEmpty(created);
    }

    @CheckForNull
    public String getRevisionSummary() {
        return revisionSummary;
    }

    @DataBoundSetter
    public void setRevisionSummary(String revisionSummary) {
        this.revisionSummary = Util.fixEmpty(revisionSummary);
    }

    Map<String, Object> toMember() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("revision", revision);
        fields.put("changeIdentifier", changeIdentifier);
        fields.put("created", created);
        fields.put("revisionSummary", revisionSummary);
        return fields;
    }

    /** Checks the fields of the form. */
    @Extension
    public static final class DescriptorImpl extends Descriptor<CurrentRevision> {

        @RequirePOST
        public FormValidation doCheckRevision(@AncestorInPath Item item, @QueryParameter String value) {
            return FormValidations.member(item, JobResultOperation.SUCCESS, "currentRevision.revision", value);
        }

        @RequirePOST
        public FormValidation doCheckChangeIdentifier(@AncestorInPath Item item, @QueryParameter String value) {
            return FormValidations.member(item, JobResultOperation.SUCCESS, "currentRevision.changeIdentifier", value);
        }

        @RequirePOST
        public FormValidation doCheckCreated(@AncestorInPath Item item, @QueryParameter String value) {
            return FormValidations.member(item, JobResultOperation.SUCCESS, "currentRevision.created", value);
        }

        @RequirePOST
        public FormValidation doCheckRevisionSummary(@AncestorInPath Item item, @QueryParameter String value) {
            return FormValidations.member(item, JobResultOperation.SUCCESS, "currentRevision.revisionSummary", value);
        }
    }
}
