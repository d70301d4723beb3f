package io.jenkins.plugins.codepipeline.config;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Item;
import jenkins.model.Jenkins;

/** Who may use the forms: others are told nothing, not even whether what they typed is right. */
public final class FormPermissions {

    private FormPermissions() {}

    /**
     * Whether the user may see a form with the settings of an item.
     *
     * @param item null where the form belongs to Jenkins as a whole
     */
    public static boolean isAllowed(@CheckForNull Item item) {
        return item == null
                ? Jenkins.get().hasPermission(Jenkins.ADMINISTER)
                : item.hasPermission(Item.EXTENDED_READ) || item.hasPermission(CredentialsProvider.USE_ITEM);
    }
}
