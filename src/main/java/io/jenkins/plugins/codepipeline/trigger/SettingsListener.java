package io.jenkins.plugins.codepipeline.trigger;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.XmlFile;
import hudson.model.Fingerprint;
import hudson.model.Run;
import hudson.model.Saveable;
import hudson.model.listeners.SaveableListener;
import java.util.concurrent.atomic.AtomicLong;

/** Counts the settings that Jenkins saves, so that a poll looks for region, credentials and proxy only after a change. */
@Extension
public final class SettingsListener extends SaveableListener {

    private final AtomicLong changes = new AtomicLong();

    static long changeCount() {
        return ExtensionList.lookupSingleton(SettingsListener.class).changes.get();
    }

    /** Builds and their traces are saved all the time, and are no settings. */
    @Override
    public void onChange(Saveable saved, XmlFile file) {
        if (!(saved instanceof Run || saved instanceof Fingerprint)) {
            changes.incrementAndGet();
        }
    }
}
