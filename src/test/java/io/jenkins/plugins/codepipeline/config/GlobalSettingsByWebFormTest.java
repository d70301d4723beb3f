package io.jenkins.plugins.codepipeline.config;

import hudson.Util;
import org.htmlunit.html.HtmlForm;

public class GlobalSettingsByWebFormTest extends GlobalSettings {

    @Override
    protected void set(String region, String credentialsId, String endpoint, boolean allowControllerIdentity)
            throws Exception {
        HtmlForm form = JENKINS.createWebClient().goTo("configure").getFormByName("config");
        form.getInputByName("_.region").setValue(Util.fixNull(region));
        form.getSelectByName("_.credentialsId").setSelectedAttribute(Util.fixNull(credentialsId), true);
        form.getInputByName("_.endpoint").setValue(Util.fixNull(endpoint));
        form.getInputByName("_.allowControllerIdentity").setChecked(allowControllerIdentity);
        JENKINS.submit(form);
    }
}
