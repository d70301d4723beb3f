package io.jenkins.plugins.codepipeline.config;

import com.cloudbees.jenkins.plugins.awscredentials.AmazonWebServicesCredentials;
import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Item;
import hudson.util.ComboBoxModel;
import hudson.util.ListBoxModel;
import java.util.List;
import jenkins.model.Jenkins;
import org.springframework.security.core.Authentication;
import software.amazon.awssdk.regions.Region;

/** What the lists of the forms offer. */
public final class FormItems {

    private FormItems() {}

    /** Regions that the SDK knows, as suggestions only: a new region must work without a release. */
    public static ComboBoxModel regions(@CheckForNull Item item) {
        return FormPermissions.isAllowed(item)
                ? new ComboBoxModel(Region.regions().stream()
                        .filter(region -> !region.isGlobalRegion())
                        .map(Region::id)
                        .sorted()
                        .toList())
                : new ComboBoxModel();
    }

    /** Fixed options. */
    public static ListBoxModel of(@CheckForNull Item item, ListBoxModel.Option... options) {
        return FormPermissions.isAllowed(item) ? new ListBoxModel(options) : new ListBoxModel();
    }

    /** The AWS credentials that builds of an item can use. */
    public static ListBoxModel credentials(@CheckForNull Item item, @CheckForNull String current) {
        StandardListBoxModel list = new StandardListBoxModel();
        if (FormPermissions.isAllowed(item)) {
            list.includeEmptyValue();
            Authentication user = CredentialsResolver.authenticationOf(item);
            if (item == null) {
                list.includeMatchingAs(
                        user, Jenkins.get(), AmazonWebServicesCredentials.class, List.of(), CredentialsMatchers.always());
            } else {
                list.includeMatchingAs(
                        user, item, AmazonWebServicesCredentials.class, List.of(), CredentialsMatchers.always());
            }
        }
        return list.includeCurrentValue(current == null ? "" : current);
    }
}
