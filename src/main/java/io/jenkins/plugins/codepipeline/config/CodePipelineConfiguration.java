package io.jenkins.plugins.codepipeline.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.Util;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.codepipeline.core.request.EndpointUrl;
import io.jenkins.plugins.codepipeline.core.request.RegionName;
import io.jenkins.plugins.codepipeline.core.request.ValidationError;
import java.util.Optional;
import java.util.function.BiFunction;
import jenkins.model.GlobalConfiguration;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.interceptor.RequirePOST;
import software.amazon.awssdk.regions.Region;

/** What an administrator sets for all jobs: defaults, and what jobs have no say in. */
@Extension
@Symbol("codePipeline")
public class CodePipelineConfiguration extends GlobalConfiguration {

    private String region;
    private String credentialsId;
    private String endpoint;
    private boolean allowControllerIdentity;

    public CodePipelineConfiguration() {
        load();
    }

    @NonNull
    public static CodePipelineConfiguration get() {
        return ExtensionList.lookupSingleton(CodePipelineConfiguration.class);
    }

    @NonNull
    @Override
    public String getDisplayName() {
        return Messages.CodePipelineConfiguration_displayName();
    }

    /** The region of builds that name none. */
    @CheckForNull
    public String getRegion() {
        return region;
    }

    @DataBoundSetter
    public void setRegion(@CheckForNull String region) {
        this.region = checked("region", region, RegionName::check);
        save();
    }

    /** The id of the credentials of builds that bring none; looked up as the system. */
    @CheckForNull
    public String getCredentialsId() {
        return credentialsId;
    }

    @DataBoundSetter
    public void setCredentialsId(@CheckForNull String credentialsId) {
        this.credentialsId = Util.fixEmptyAndTrim(credentialsId);
        save();
    }

    /** Takes the place of the region's endpoint, such as a VPC endpoint. */
    @CheckForNull
    public String getEndpoint() {
        return endpoint;
    }

    @DataBoundSetter
    public void setEndpoint(@CheckForNull String endpoint) {
        this.endpoint = checked("endpoint", endpoint, EndpointUrl::check);
        save();
    }

    /** Whether a build without any credentials may call as the controller itself. */
    public boolean isAllowControllerIdentity() {
        return allowControllerIdentity;
    }

    @DataBoundSetter
    public void setAllowControllerIdentity(boolean allowControllerIdentity) {
        this.allowControllerIdentity = allowControllerIdentity;
        save();
    }

    /** Takes a form as a whole, or not at all. */
    @Override
    public boolean configure(StaplerRequest2 req, JSONObject json) throws FormException {
        try {
            checked("region", json.optString("region"), RegionName::check);
            checked("endpoint", json.optString("endpoint"), EndpointUrl::check);
        } catch (IllegalArgumentException e) {
            throw new FormException(e.getMessage(), e, "codePipeline");
        }
        req.bindJSON(this, json);
        return true;
    }

    @RequirePOST
    public FormValidation doCheckRegion(@QueryParameter String value) {
        return FormValidations.region(null, value);
    }

    @RequirePOST
    public FormValidation doCheckCredentialsId(@QueryParameter String value) {
        return FormValidations.credentials(null, value);
    }

    @RequirePOST
    public FormValidation doCheckEndpoint(@QueryParameter String value) {
        return FormValidations.endpoint(value);
    }

    @RequirePOST
    public ComboBoxModel doFillRegionItems() {
        return FormItems.regions(null);
    }

    @RequirePOST
    public ListBoxModel doFillCredentialsIdItems(@QueryParameter String credentialsId) {
        return FormItems.credentials(null, credentialsId);
    }

    /** Tries the values of the form, which need not be saved. */
    @RequirePOST
    public FormValidation doTest(
            @QueryParameter String credentialsId,
            @QueryParameter String region,
            @QueryParameter boolean allowControllerIdentity) {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        String name = Util.fixEmptyAndTrim(region);
        if (name == null) {
            return FormValidation.error(Messages.CodePipelineConfiguration_regionFirst());
        }
        FormValidation check = doCheckRegion(name);
        if (check.kind != FormValidation.Kind.OK) {
            return check;
        }
        try {
            ResolvedCredentials identity =
                    CredentialsResolver.ofDefaults(null, Util.fixEmptyAndTrim(credentialsId), allowControllerIdentity);
            return FormValidation.ok(CallerIdentity.of(identity, Region.of(name)));
        } catch (AbortException e) {
            return FormValidation.error(e.getMessage());
        }
    }

    @CheckForNull
    private static String checked(
            String field, @CheckForNull String value, BiFunction<String, String, Optional<ValidationError>> check) {
        String text = Util.fixEmptyAndTrim(value);
        Optional<ValidationError> problem = text == null ? Optional.empty() : check.apply(field, text);
        if (problem.isPresent()) {
            throw new IllegalArgumentException(problem.get().toString());
        }
        return text;
    }
}
